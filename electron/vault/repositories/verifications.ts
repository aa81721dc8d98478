import { z } from 'zod';
import { activeRecordSchema } from '#contract/verdict-schema.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import type { ActiveRecord } from '#core/analysis/record/verdict.ts';
import type { StatementSource } from '#vault/database/recorded-statements.ts';

const row = z.object({ revision: z.int(), record: z.string() });

/** A record with the number of the revision that it is about. */
export interface KeptVerification {
  readonly revision: number;
  readonly record: ActiveRecord;
}

/** The active verdicts of each revision that was verified. */
export class VerificationRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** Keeps a revision's record, in place of an earlier one. */
  put(revision: number, record: ActiveRecord, createdAt: string): void {
    this.#statements
      .prepare(
        `INSERT INTO verification_record (revision, engine_version, input_hash, record, created_at)
         VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (revision) DO UPDATE SET engine_version = excluded.engine_version,
           input_hash = excluded.input_hash, record = excluded.record, created_at = excluded.created_at`,
      )
      .run(revision, record.engineVersion, record.inputHash, JSON.stringify(record), createdAt);
  }

  /** A revision's record, or null when this engine has none: what another one answered may be wrong. */
  get(revision: number): ActiveRecord | null {
    const found = this.#statements
      .prepare('SELECT revision, record FROM verification_record WHERE revision = ? AND engine_version = ?')
      .get(revision, engineVersion);
    return read(found)?.record ?? null;
  }

  /** The record of the newest revision that this engine verified, or null. */
  latest(): KeptVerification | null {
    const found = this.#statements
      .prepare(
        `SELECT revision, record FROM verification_record WHERE engine_version = ?
         ORDER BY revision DESC LIMIT 1`,
      )
      .get(engineVersion);
    return read(found);
  }
}

// Null for what has another shape.
function read(found: unknown): KeptVerification | null {
  if (found === undefined) return null;
  const { revision, record } = row.parse(found);
  const parsed = activeRecordSchema.safeParse(JSON.parse(record));
  return parsed.success ? { revision, record: parsed.data } : null;
}
