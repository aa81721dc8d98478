import type { VerificationNews } from '#contract/verdict-schema.ts';
import { decidedCount, type ActiveBounds } from '#core/analysis/record/verdict.ts';
import { failure, type Result } from '#core/result.ts';
import type { Verification, VerificationFailure, Verifier } from '#engine/verifier.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { VaultFailure } from '#vault/files/failure.ts';

/** A text that is to be verified. */
export interface VerificationOrder {
  readonly text: string;
  readonly bounds: ActiveBounds;
  /** Hears how the work goes on. */
  readonly tell: (news: VerificationNews) => void;
}

/**
 * Answers the questions of a text for an active adversary. Saves the text as a revision, and keeps the verdicts with it
 * unless earlier ones decide more. `analysis-cancelled` where the project was locked meanwhile.
 */
export async function verifyText(
  project: OpenProject,
  verifier: Verifier,
  { text, bounds, tell }: VerificationOrder,
): Promise<Result<Verification, VaultFailure | { readonly code: VerificationFailure }>> {
  const saved = project.saving.save(text);
  if (!saved.ok) return saved;
  const outcome = await verifier.verify(text, bounds, tell);
  if (!outcome.ok) return outcome;
  if (!project.isOpen) return failure({ code: 'analysis-cancelled' });
  const { verdicts, readOnly } = project.vault;
  const { sequence } = saved.value;
  const earlier = verdicts.on(sequence);
  if (earlier !== null && decidedCount(earlier) > decidedCount(outcome.value.record)) return outcome;
  const kept = verdicts.keep(sequence, outcome.value.record);
  return kept.ok || readOnly ? outcome : kept;
}
