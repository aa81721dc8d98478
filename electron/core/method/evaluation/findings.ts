import type { MetCode, MissingCode, Finding } from '#core/dossier/criterion.ts';

/** The findings for and against a criterion. */
export interface Findings {
  readonly met: readonly Finding<MetCode>[];
  readonly missing: readonly Finding<MissingCode>[];
}

/** The findings that there is something of. */
export function countedFindings<const Code extends string>(
  counts: readonly (readonly [Code, number])[],
): readonly Finding<Code>[] {
  return counts.filter(([, count]) => count > 0).map(([code, count]) => ({ code, count }));
}

/** A finding that has no number, where it is so. */
export function plainFinding<const Code extends string>(code: Code, so: boolean): readonly Finding<Code>[] {
  return so ? [{ code, count: 0 }] : [];
}
