import type { Locale } from '#core/messages/catalogue.ts';
import type { PublicRecord } from './public-record.ts';

/** A public report that was released: an entry of the ledger, never changed. */
export interface Release {
  /** The number of the entry, from 1. */
  readonly sequence: number;
  /** When, as ISO 8601 instant. */
  readonly createdAt: string;
  readonly language: Locale;
  /** The SHA-256 of the file, lower-case hexadecimal. */
  readonly fileHash: string;
  /** Everything that the file says. */
  readonly record: PublicRecord;
  /** The numbers of the approvals that it rests on. */
  readonly approvals: readonly number[];
  /** The numbers of the overrulings without which it could not have been released; none for a plain approval. */
  readonly overrulings: readonly number[];
}
