import { z } from 'zod';
import type { Author } from '#core/history/state.ts';
import type { StatementSource } from '#vault/database/recorded-statements.ts';

const numberRow = z.object({ number: z.int() });
const row = z.object({ name: z.string(), fingerprint: z.string().nullable() });

/** Everybody that a state or a line of the audit log names, once. */
export class AuthorRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** The number of an author, who is noted where it is a new one; null for nobody. */
  numberOf(author: Author | null): number | null {
    if (author === null) return null;
    const { name, fingerprint } = author;
    const found = this.#statements
      .prepare('SELECT number FROM author WHERE name = ? AND fingerprint IS ?')
      .get(name, fingerprint);
    const known =
      found ??
      this.#statements
        .prepare('INSERT INTO author (name, fingerprint) VALUES (?, ?) RETURNING number')
        .get(name, fingerprint);
    return numberRow.parse(known).number;
  }

  /** The author of a number; null for nobody. Throws where there is none of this number. */
  get(number: number | null): Author | null {
    if (number === null) return null;
    return row.parse(
      this.#statements.prepare('SELECT name, fingerprint FROM author WHERE number = ?').get(number),
    );
  }
}
