import { z } from 'zod';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { cut } from '#vault/pieces/cut.ts';
import { ObjectRepository } from '#vault/repositories/objects.ts';

const row = z.object({ sequence: z.int(), created_at: z.int(), pieces: z.instanceof(Buffer) });
type Row = z.output<typeof row>;

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
    const head = this.#head();
    return head === null ? null : this.#revisionOf(head);
  }

  /** The text of this number; null when there is none. */
  get(sequence: number): Revision | null {
    const found = this.#statements.prepare('SELECT * FROM model_text WHERE sequence = ?').get(sequence);
    return found === undefined ? null : this.#revisionOf(row.parse(found));
  }

  /** Every text, the oldest first. */
  all(): readonly Revision[] {
    return this.#statements
      .prepare('SELECT * FROM model_text ORDER BY sequence')
      .all()
      .map((found) => this.#revisionOf(row.parse(found)));
  }

  /** Keeps a text. One that is the same as that of the head, or as any of `all`, gives what there is. */
  put(text: string, createdAt: string, among: 'head' | 'all' = 'head'): Revision {
    const head = this.#head();
    const pieces = this.#objects.put(cut(text), head?.pieces);
    const known = head?.pieces.equals(pieces) === true ? head : among === 'all' ? this.#any(pieces) : null;
    if (known !== null) return this.#revisionOf(known);
    const added = this.#statements
      .prepare('INSERT INTO model_text (created_at, pieces) VALUES (?, ?) RETURNING *')
      .get(Date.parse(createdAt), pieces);
    return this.#revisionOf(row.parse(added));
  }

  #head(): Row | null {
    const found = this.#statements
      .prepare(
        `SELECT model_text.* FROM head
         JOIN state ON state.number = head.state JOIN model_text ON sequence = state.text`,
      )
      .get();
    return found === undefined ? null : row.parse(found);
  }

  #any(pieces: Buffer): Row | null {
    const found = this.#statements
      .prepare('SELECT * FROM model_text WHERE pieces = ? ORDER BY sequence DESC LIMIT 1')
      .get(pieces);
    return found === undefined ? null : row.parse(found);
  }

  #revisionOf(found: Row): Revision {
    const { sequence, created_at, pieces } = found;
    const text = this.#objects.get(pieces).join('');
    return { sequence, createdAt: new Date(created_at).toISOString(), text };
  }
}
