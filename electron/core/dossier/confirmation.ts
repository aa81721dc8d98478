import type { Finding, Criterion, CriterionStatus } from './criterion.ts';

/** A proposal as the analyst saw it when she gave her word. */
export interface SeenProposal {
  readonly status: CriterionStatus;
  /** The findings against the criterion then, as codes of the version that found it. */
  readonly missing: readonly Finding<string>[];
}

/** The analyst's own word on one criterion, in place of what is computed. */
export interface Confirmation {
  readonly id: Criterion;
  readonly status: CriterionStatus;
  readonly reason: string;
  readonly proposed: SeenProposal;
}
