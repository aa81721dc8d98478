import { createHash } from 'node:crypto';
import { canonicalJson } from '#exchange/json/canonical-json.ts';
import type { SharedEvent, SharedLedgerEntry } from './shared-project.ts';

/** The SHA-256 of bytes, lower-case hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The identifier that an entry of the ledger has by what it says. */
export function ledgerEntryId({ kind, recordedAt, fields }: Omit<SharedLedgerEntry, 'id'>): string {
  return digest('segl ledger entry v1', { kind, recordedAt, fields });
}

/** The identifier that an event of a project has by what it says. */
export function auditEventId(
  project: string,
  { previous, createdAt, kind, author, state, fileHash }: Omit<SharedEvent, 'id'>,
): string {
  const said = { project, previous: previous.toSorted(), createdAt, kind, author, state, fileHash };
  return digest('segl audit event v1', said);
}

function digest(domain: string, value: unknown): string {
  return createHash('sha256')
    .update(`${domain}\n${canonicalJson(value)}`, 'utf8')
    .digest('hex');
}
