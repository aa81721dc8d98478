/** Levels of dissemination (the paper, section 2): open; for the project; for those who signed the agreement. */
export const classifications = ['open', 'project-confidential', 'strengt-fortrolig'] as const;
export type Classification = (typeof classifications)[number];
