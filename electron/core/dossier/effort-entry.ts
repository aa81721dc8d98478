/** The activities of the method (the paper, Figure 3), and writing the reports. */
export const methodActivities = [
  'scope',
  'modelling',
  'consistency-check',
  'threat-analysis',
  'risk-assessment',
  'reporting',
] as const;
export type MethodActivity = (typeof methodActivities)[number];

/** Time spent on one activity on one day. */
export interface EffortEntry {
  readonly id: string;
  readonly activity: MethodActivity;
  /** As 2026-01-31. */
  readonly day: string;
  readonly minutes: number;
  readonly note: string;
}
