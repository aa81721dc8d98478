import { analysisRecordSchema } from '#contract/record-schema.ts';
import { engineVersion, type AnalysisRecord } from '#core/analysis/record/record.ts';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { RecordTable } from '#vault/repositories/records.ts';

/** The analyses of the texts that were analysed last, and of those that are kept for another reason. */
export class AnalysisRepository {
  readonly #records: RecordTable;

  constructor(statements: StatementSource) {
    this.#records = new RecordTable(statements, 'analysis_record');
  }

  /** Keeps a text's record, in place of an earlier one. */
  put(revision: number, record: AnalysisRecord, createdAt: string): void {
    this.#records.put(revision, record, JSON.stringify(record), createdAt);
  }

  /** A text's record, or null when this engine has none: what another one found may be wrong. */
  get(revision: number): AnalysisRecord | null {
    const found = this.#records.get(revision, engineVersion);
    if (found === null) return null;
    const parsed = analysisRecordSchema.safeParse(JSON.parse(found.json));
    return parsed.success ? parsed.data : null;
  }
}
