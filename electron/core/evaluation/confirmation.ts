import type { Criterion, CriterionStatus } from '#core/evaluation/proposal.ts';

/** The analyst's own word on one criterion. `proposed` is what was computed when she gave it. */
export interface Confirmation {
  readonly id: Criterion;
  readonly status: CriterionStatus;
  readonly reason: string;
  readonly proposed: CriterionStatus;
}
