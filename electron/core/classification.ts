/** Levels of dissemination (the paper, section 2): open; for the project; for those who signed the agreement. */
export const classifications = ['open', 'project-confidential', 'strengt-fortrolig'] as const;
export type Classification = (typeof classifications)[number];

/** True where a text names a level of dissemination. */
export function isClassification(text: string): text is Classification {
  return classifications.some((each) => each === text);
}
