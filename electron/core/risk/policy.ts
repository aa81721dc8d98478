import type { RiskLevel } from '#core/risk/risk-level.ts';

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

/** What the policy says of a risk of one level. */
export const acceptances = ['acceptable', 'tolerable', 'unacceptable'] as const;
export type Acceptance = (typeof acceptances)[number];

/** Whether risks of one level are accepted, and on what terms. */
export interface AcceptanceCriterion {
  readonly level: RiskLevel;
  readonly acceptance: Acceptance;
  readonly text: string;
}

/** What one category of likelihood or impact means for this system. */
export interface CategoryMeaning {
  readonly level: RiskLevel;
  readonly likelihood: string;
  readonly impact: string;
}

/** How risk is judged, set before any threat is assessed (the paper, section 2.2). */
export interface RiskPolicy {
  readonly matrix: readonly MatrixField[];
  readonly notes: readonly PolicyNote[];
  readonly criteria: readonly AcceptanceCriterion[];
  readonly meanings: readonly CategoryMeaning[];
  /** The day on which the criteria were set, as 2026-01-31; null while they are not. */
  readonly setOn: string | null;
}
