import { z } from 'zod';
import { sha256Of } from '#vault/files/sha256.ts';
import type { StatementSource } from '#vault/database/recorded-statements.ts';

const bytesRow = z.object({ bytes: z.instanceof(Uint8Array) });
const sizeRow = z.object({ size: z.int().nullable() });
const hashRow = z.object({ sha256: z.string() });

/** The files of source documents. The same bytes are kept once. */
export class DocumentRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** Keeps bytes and answers their SHA-256, and whether they were not kept yet. */
  put(bytes: Uint8Array, createdAt: string): { readonly sha256: string; readonly added: boolean } {
    const sha256 = sha256Of(bytes);
    const { changes } = this.#statements
      .prepare(
        'INSERT INTO document_file (sha256, created_at, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      )
      .run(sha256, createdAt, bytes);
    return { sha256, added: changes > 0 };
  }

  /** The bytes of this hash; null where there are none. Throws when they are no longer those. */
  get(sha256: string): Uint8Array | null {
    const found = this.#statements.prepare('SELECT bytes FROM document_file WHERE sha256 = ?').get(sha256);
    if (found === undefined) return null;
    const { bytes } = bytesRow.parse(found);
    if (sha256Of(bytes) !== sha256) throw new Error('a document is not what it was');
    return bytes;
  }

  /** How many bytes all files have together. */
  size(): number {
    const found = this.#statements.prepare('SELECT sum(length(bytes)) AS size FROM document_file').get();
    return sizeRow.parse(found).size ?? 0;
  }

  /** Takes away every file but these, and answers the hashes of those that went. */
  keepOnly(kept: ReadonlySet<string>): readonly string[] {
    const gone = this.#statements
      .prepare('SELECT sha256 FROM document_file ORDER BY sha256')
      .all()
      .map((found) => hashRow.parse(found).sha256)
      .filter((sha256) => !kept.has(sha256));
    const remove = this.#statements.prepare('DELETE FROM document_file WHERE sha256 = ?');
    for (const sha256 of gone) remove.run(sha256);
    return gone;
  }
}
