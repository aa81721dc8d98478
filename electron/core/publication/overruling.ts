/**
 * An analyst's decision to release a file against, or without, a former owner that has a say on it. Never changed, and
 * shown wherever the file's approvals are.
 */
export interface Overruling {
  /** The number of the entry, from 1. */
  readonly sequence: number;
  /** When it was recorded, as ISO 8601 instant. */
  readonly recordedAt: string;
  /** The identifier that the former owner had in the dossier. */
  readonly owner: string;
  /** The name under which it approved or withdrew. */
  readonly organisation: string;
  /** The SHA-256 of the file, lower-case hexadecimal. */
  readonly fileHash: string;
  /** The number of what it had said last of this file; null where it had said nothing of it. */
  readonly approval: number | null;
  /** Why, in the analyst's words. */
  readonly reason: string;
}
