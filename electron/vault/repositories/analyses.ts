import { z } from 'zod';
import { analysisRecordSchema } from '#contract/record-schema.ts';
import { engineVersion, type AnalysisRecord } from '#core/analysis/record/record.ts';
import type { StatementSource } from '#vault/database/recorded-statements.ts';

const row = z.object({ record: z.string() });

/** The analysis of each revision that was analysed. */
export class AnalysisRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** Keeps a revision's record, in place of an earlier one. */
  put(revision: number, record: AnalysisRecord, createdAt: string): void {
    this.#statements
      .prepare(
        `INSERT INTO analysis_record (revision, engine_version, input_hash, record, created_at)
         VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (revision) DO UPDATE SET engine_version = excluded.engine_version,
           input_hash = excluded.input_hash, record = excluded.record, created_at = excluded.created_at`,
      )
      .run(revision, record.engineVersion, record.inputHash, JSON.stringify(record), createdAt);
  }

  /** A revision's record, or null when this engine has none: what another one found may be wrong. */
  get(revision: number): AnalysisRecord | null {
    const found = this.#statements
      .prepare('SELECT record FROM analysis_record WHERE revision = ? AND engine_version = ?')
      .get(revision, engineVersion);
    if (found === undefined) return null;
    const parsed = analysisRecordSchema.safeParse(JSON.parse(row.parse(found).record));
    return parsed.success ? parsed.data : null;
  }
}
