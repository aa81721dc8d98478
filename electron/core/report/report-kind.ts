/** The reports of a project, from the most confidential to the one for everybody (the paper, section 2). */
export const reportKinds = ['full', 'metrics', 'public'] as const;
export type ReportKind = (typeof reportKinds)[number];
