import { activeRecordSchema } from '#contract/verdict-schema.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import type { ActiveRecord } from '#core/analysis/record/verdict.ts';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { RecordTable, type KeptRecord } from '#vault/repositories/records.ts';

/** A record with the number of the revision that it is about. */
export interface KeptVerification {
  readonly revision: number;
  readonly record: ActiveRecord;
}

/** The active verdicts of the texts that were verified last, and of those that are kept for another reason. */
export class VerificationRepository {
  readonly #records: RecordTable;

  constructor(statements: StatementSource) {
    this.#records = new RecordTable(statements, 'verification_record');
  }

  /** Keeps a text's record, in place of an earlier one. */
  put(revision: number, record: ActiveRecord, createdAt: string): void {
    this.#records.put(revision, record, JSON.stringify(record), createdAt);
  }

  /** A text's record, or null when this engine has none: what another one answered may be wrong. */
  get(revision: number): ActiveRecord | null {
    return read(this.#records.get(revision, engineVersion))?.record ?? null;
  }

  /** The record of the head's text, else of the newest one that this engine verified, or null. */
  latest(): KeptVerification | null {
    return read(this.#records.latest(engineVersion));
  }
}

// Null for what has another shape.
function read(found: KeptRecord | null): KeptVerification | null {
  if (found === null) return null;
  const parsed = activeRecordSchema.safeParse(JSON.parse(found.json));
  return parsed.success ? { revision: found.revision, record: parsed.data } : null;
}
