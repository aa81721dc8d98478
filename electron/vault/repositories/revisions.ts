import { z } from 'zod';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { cut } from '#vault/pieces/cut.ts';
import { ObjectRepository } from '#vault/repositories/objects.ts';

const row = z.object({ sequence: z.int(), created_at: z.int(), pieces: z.instanceof(Uint8Array) });

/** A text of the model, with its number. `createdAt` is ISO 8601 in UTC. */
export interface Revision {
  readonly sequence: number;
  readonly createdAt: string;
  readonly text: string;
}

/** The texts of the model that states have. A number is never given twice. */
export class RevisionRepository {
  readonly #statements: StatementSource;
  readonly #objects: ObjectRepository;

  constructor(statements: StatementSource) {
    this.#statements = statements;
    this.#objects = new ObjectRepository(statements);
  }

  /** The text of the head, or null in a vault that is being made. */
  latest(): Revision | null {
    const found = this.#statements
      .prepare(
        `SELECT sequence, model_text.created_at, pieces FROM head
         JOIN state ON state.number = head.state JOIN model_text ON sequence = state.text`,
      )
      .get();
    return found === undefined ? null : this.#revisionOf(found);
  }

  /** The text of this number; null when there is none. */
  get(sequence: number): Revision | null {
    const found = this.#statements.prepare('SELECT * FROM model_text WHERE sequence = ?').get(sequence);
    return found === undefined ? null : this.#revisionOf(found);
  }

  /** Every text, the oldest first. */
  all(): readonly Revision[] {
    return this.#statements
      .prepare('SELECT * FROM model_text ORDER BY sequence')
      .all()
      .map((found) => this.#revisionOf(found));
  }

  /** Keeps a text. One that is the same as that of the head, or as any of `all`, gives what there is. */
  put(text: string, createdAt: string, among: 'head' | 'all' = 'head'): Revision {
    const pieces = this.#objects.put(cut(text));
    const where =
      among === 'all' ? 'TRUE' : 'sequence = (SELECT text FROM state JOIN head ON head.state = state.number)';
    const known = this.#statements
      .prepare(`SELECT * FROM model_text WHERE pieces = ? AND ${where} ORDER BY sequence DESC LIMIT 1`)
      .get(pieces);
    const kept =
      known ??
      this.#statements
        .prepare('INSERT INTO model_text (created_at, pieces) VALUES (?, ?) RETURNING *')
        .get(Date.parse(createdAt), pieces);
    return this.#revisionOf(kept);
  }

  #revisionOf(found: unknown): Revision {
    const { sequence, created_at, pieces } = row.parse(found);
    return {
      sequence,
      createdAt: new Date(created_at).toISOString(),
      text: this.#objects.get(pieces).join(''),
    };
  }
}
