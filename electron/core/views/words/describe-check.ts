import type { ActiveBounds } from '#core/analysis/record/verdict.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** Tells how anybody can have proofs checked without the prover; `bounds` are those that they were found within, where known. */
export function describeCheck(bounds: ActiveBounds | null, translate: Translate): string {
  return translate('report.proof.check', { limits: limitOptions(bounds) });
}

/** The options that give the command these limits, with a space before each; empty where they are not known. */
export function limitOptions(bounds: ActiveBounds | null): string {
  return bounds === null ? '' : ` --clauses ${String(bounds.clauses)} --seconds ${String(bounds.seconds)}`;
}
