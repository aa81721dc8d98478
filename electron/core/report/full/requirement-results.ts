import type { ReportTone } from '#core/report/document/document.ts';
import type { TraceStatus } from '#core/method/requirements/trace-status.ts';

/** What a report says of a requirement to who reads nothing else. */
export const requirementResults = ['broken', 'undecided', 'not-asked', 'met'] as const;
export type RequirementResult = (typeof requirementResults)[number];

/**
 * The result for each status. Only an attack, or somebody's obtaining what he may not, breaks a requirement, and only a proof
 * for any number of runs says that it is met: everything between is undecided.
 */
export const resultOf: Readonly<Record<TraceStatus, RequirementResult>> = {
  violated: 'broken',
  differs: 'undecided',
  inconsistent: 'undecided',
  vacuous: 'undecided',
  undecided: 'undecided',
  open: 'not-asked',
  outdated: 'undecided',
  'holds-within': 'undecided',
  unfitting: 'not-asked',
  unsourced: 'met',
  holds: 'met',
  'out-of-scope': 'not-asked',
};

export const resultTones: Readonly<Record<RequirementResult, ReportTone>> = {
  broken: 'danger',
  undecided: 'warning',
  'not-asked': 'muted',
  met: 'good',
};
