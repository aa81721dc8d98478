/** What an entity of the model is in general terms, as a closed list. */
export const genericRoles = [
  'key-production',
  'head-end-system',
  'concentrator',
  'meter',
  'device',
  'gateway',
  'server',
  'client',
  'certificate-authority',
  'operator-terminal',
] as const;
export type GenericRole = (typeof genericRoles)[number];

/**
 * One thing beyond the aggregates that somebody allowed a public report to say. It says only what is in a closed list;
 * who allowed it stays in the project.
 */
export interface ReleasedItem {
  readonly id: string;
  readonly item: { readonly kind: 'entity-role'; readonly role: GenericRole };
  /** Who allowed it, in what function: not a text of the report. */
  readonly approver: string;
  readonly organisation: string;
  /** As 2026-01-31. */
  readonly day: string;
}
