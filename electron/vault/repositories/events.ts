import { z } from 'zod';
import type { StatementSource } from '#vault/database/recorded-statements.ts';

/** Kinds of event in the audit log. */
export const eventKinds = [
  'created',
  'opened',
  'recovered',
  'exported-full',
  'exported-metrics',
  'exported-public',
  'exported-drawing',
  'approved-public',
  'approval-withdrawn',
  'released-public',
  'owner-named',
  'owner-renamed',
  'owner-removed',
  'owner-overruled',
  'passphrase-changed',
  'passphrase-added',
  'passphrase-removed',
  'recipient-added',
  'recipient-removed',
  'recovery-made',
  'recovery-removed',
  'taken-over',
  'document-added',
  'document-removed',
] as const;
export type EventKind = (typeof eventKinds)[number];

const row = z.object({
  sequence: z.int(),
  created_at: z.string(),
  kind: z.enum(eventKinds),
  file_hash: z.string().nullable(),
});

/** One line of the audit log. `fileHash` is the SHA-256 of the file that was exported, added or removed. */
export interface AuditEvent {
  readonly sequence: number;
  readonly createdAt: string;
  readonly kind: EventKind;
  readonly fileHash: string | null;
}

/** The audit log: lines are added and never changed. */
export class EventRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** Adds a line. */
  append(kind: EventKind, createdAt: string, fileHash: string | null): void {
    this.#statements
      .prepare('INSERT INTO audit_event (created_at, kind, file_hash) VALUES (?, ?, ?)')
      .run(createdAt, kind, fileHash);
  }

  /** Every line, the oldest first. */
  all(): readonly AuditEvent[] {
    return this.#statements
      .prepare('SELECT * FROM audit_event ORDER BY sequence')
      .all()
      .map((found) => row.parse(found))
      .map(({ sequence, created_at, kind, file_hash }) => ({
        sequence,
        createdAt: created_at,
        kind,
        fileHash: file_hash,
      }));
  }
}
