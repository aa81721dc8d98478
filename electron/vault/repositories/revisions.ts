import { z } from 'zod';
import type { StatementSource } from '#vault/database/recorded-statements.ts';

const row = z.strictObject({
  sequence: z.int(),
  parent: z.int().nullable(),
  created_at: z.string(),
  text: z.string(),
});

/** One state of the model's text. `createdAt` is ISO 8601 in UTC. */
export interface Revision {
  readonly sequence: number;
  readonly parent: number | null;
  readonly createdAt: string;
  readonly text: string;
}

/** The history of the model's text, each state once. */
export class RevisionRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** The newest revision, or null in a vault that is being made. */
  latest(): Revision | null {
    const found = this.#statements.prepare('SELECT * FROM revision ORDER BY sequence DESC LIMIT 1').get();
    return found === undefined ? null : revisionOf(found);
  }

  /** The revision of this number; null when there is none. */
  get(sequence: number): Revision | null {
    const found = this.#statements.prepare('SELECT * FROM revision WHERE sequence = ?').get(sequence);
    return found === undefined ? null : revisionOf(found);
  }

  /** Every revision, the oldest first. */
  all(): readonly Revision[] {
    return this.#statements.prepare('SELECT * FROM revision ORDER BY sequence').all().map(revisionOf);
  }

  /** Adds a revision after the newest one; a text that did not change gives the revision there is. */
  append(text: string, createdAt: string): { readonly revision: Revision; readonly added: boolean } {
    const parent = this.latest();
    if (parent?.text === text) return { revision: parent, added: false };
    const added = this.#statements
      .prepare('INSERT INTO revision (parent, created_at, text) VALUES (?, ?, ?) RETURNING *')
      .get(parent?.sequence ?? null, createdAt, text);
    return { revision: revisionOf(added), added: true };
  }
}

function revisionOf(found: unknown): Revision {
  const { sequence, parent, created_at, text } = row.parse(found);
  return { sequence, parent, createdAt: created_at, text };
}
