import type { RiskLevel } from './risk-level.ts';

/** One field of the matrix. `note` is the mark of a note of the policy, or null. */
export interface MatrixField {
  readonly likelihood: RiskLevel;
  readonly impact: RiskLevel;
  readonly risk: RiskLevel;
  readonly note: string | null;
}

/** A note of the policy, under a mark such as `*` or `**`. */
export interface PolicyNote {
  readonly mark: string;
  readonly text: string;
}

/** The decisions that the policy can make about a risk of one level. */
export const acceptances = ['acceptable', 'tolerable', 'unacceptable'] as const;
export type Acceptance = (typeof acceptances)[number];

/** The decision about risks of one level, and the terms on which they are accepted. */
export interface AcceptanceCriterion {
  readonly level: RiskLevel;
  readonly acceptance: Acceptance;
  readonly text: string;
}

/** The meaning of one category of likelihood and impact for this system. */
export interface CategoryMeaning {
  readonly level: RiskLevel;
  readonly likelihood: string;
  readonly impact: string;
}

/** That criteria were changed although threats had been assessed under them. */
export interface CriteriaChange {
  /** As 2026-01-31. */
  readonly day: string;
  /** How many threats had been assessed under the criteria as they were before. */
  readonly assessed: number;
}

/** How risk is judged, set before any threat is assessed (the paper, section 2.2). */
export interface RiskPolicy {
  /** Every likelihood with every impact once; see `policyDefects` for one that is not so. */
  readonly matrix: readonly MatrixField[];
  readonly notes: readonly PolicyNote[];
  readonly criteria: readonly AcceptanceCriterion[];
  readonly meanings: readonly CategoryMeaning[];
  /** The day on which the criteria were set, as 2026-01-31; null while they are not. */
  readonly setOn: string | null;
  /** Changes after assessments were made, in their order. They stay: what was assessed before them may not hold. */
  readonly changes: readonly CriteriaChange[];
}

/**
 * Which criteria these are: 0 until they are set, then 1, and one more after each change that came after an
 * assessment. A judgement keeps the edition that it was made under.
 */
export function editionOf({ setOn, changes }: RiskPolicy): number {
  return setOn === null ? 0 : 1 + changes.length;
}
