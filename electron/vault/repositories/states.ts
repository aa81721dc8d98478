import { z } from 'zod';
import { stateCauses, type HistoryState } from '#core/history/state.ts';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { blobOf, hexOf, splitIds } from '#vault/pieces/hex.ts';
import { AuthorRepository } from '#vault/repositories/authors.ts';

const bytes = z.instanceof(Uint8Array);
const row = z.object({
  number: z.int(),
  id: bytes,
  parents: bytes,
  created_at: z.int(),
  author: z.int().nullable(),
  cause: z.enum(stateCauses),
  origin: bytes.nullable(),
  name: z.string().nullable(),
  is_base: z.int(),
  text: z.int(),
  dossier: z.int(),
});

const sizeRow = z.object({ count: z.int(), names: z.number() });

const idLength = 16;

/** The numbers of the text and the dossier of a state. */
export interface ContentNumbers {
  readonly text: number;
  readonly dossier: number;
}

/** A state with the numbers of what it says. */
export interface KeptState extends HistoryState, ContentNumbers {
  /** True for the base of a share: it is never thinned away. */
  readonly isBase: boolean;
}

/** The states of a project. */
export class StateRepository {
  readonly #statements: StatementSource;
  readonly #authors: AuthorRepository;

  constructor(statements: StatementSource) {
    this.#statements = statements;
    this.#authors = new AuthorRepository(statements);
  }

  /** The state that the project is in; null in a vault that is being made. */
  head(): KeptState | null {
    return this.#stateOf(
      this.#statements.prepare('SELECT state.* FROM head JOIN state ON state.number = head.state').get(),
    );
  }

  /** The state of this identifier, or null. */
  get(id: string): KeptState | null {
    return this.#stateOf(this.#statements.prepare('SELECT * FROM state WHERE id = ?').get(blobOf(id)));
  }

  /** The newest state that has the text of this number. Throws where none has. */
  withText(text: number): KeptState {
    const state = this.all().findLast((each) => each.text === text);
    if (state === undefined) throw new Error('no state has this text');
    return state;
  }

  /** Every state, the oldest first and the head last. */
  all(): readonly KeptState[] {
    return this.#statements
      .prepare(
        `SELECT state.* FROM state LEFT JOIN head ON head.state = state.number
         ORDER BY head.state IS NOT NULL, created_at, state.number`,
      )
      .all()
      .flatMap((found) => this.#stateOf(found) ?? []);
  }

  /** How many states there are, and how long their names are together, in characters. */
  size(): { readonly count: number; readonly names: number } {
    const found = this.#statements
      .prepare('SELECT count(*) AS count, total(length(name)) AS names FROM state')
      .get();
    return sizeRow.parse(found);
  }

  /** Adds a state. */
  add(state: HistoryState, { text, dossier }: ContentNumbers): void {
    this.#statements
      .prepare(
        `INSERT INTO state (id, parents, created_at, author, cause, origin, name, text, dossier)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        blobOf(state.id),
        blobOf(state.parents.join('')),
        Date.parse(state.createdAt),
        this.#authors.numberOf(state.author),
        state.cause,
        state.origin === null ? null : blobOf(state.origin),
        state.name,
        text,
        dossier,
      );
  }

  /** Writes what is told of a state anew: who made it and when, its cause, its name. */
  describe({ id, createdAt, author, cause, origin, name }: HistoryState): void {
    this.#statements
      .prepare('UPDATE state SET created_at = ?, author = ?, cause = ?, origin = ?, name = ? WHERE id = ?')
      .run(
        Date.parse(createdAt),
        this.#authors.numberOf(author),
        cause,
        origin === null ? null : blobOf(origin),
        name,
        blobOf(id),
      );
  }

  /** Has the project be in this state, which is there. */
  moveHead(id: string): void {
    this.#statements
      .prepare('INSERT OR REPLACE INTO head (only, state) SELECT 1, number FROM state WHERE id = ?')
      .run(blobOf(id));
  }

  /** Gives a state a name, or none. */
  rename(id: string, name: string | null): void {
    this.#statements.prepare('UPDATE state SET name = ? WHERE id = ?').run(name, blobOf(id));
  }

  /** Notes that a state is the base of a share. */
  markBase(id: string): void {
    this.#statements.prepare('UPDATE state SET is_base = 1 WHERE id = ?').run(blobOf(id));
  }

  /** Writes the states anew that a state came out of. */
  reparent(id: string, parents: readonly string[]): void {
    this.#statements
      .prepare('UPDATE state SET parents = ? WHERE id = ?')
      .run(blobOf(parents.join('')), blobOf(id));
  }

  /** Takes states away, and every text and dossier that no state and no record has then. */
  remove(states: readonly KeptState[]): void {
    const statements = [
      'DELETE FROM state WHERE id IN (SELECT unhex(value) FROM json_each(?))',
      `DELETE FROM model_text WHERE sequence NOT IN (SELECT text FROM state
         UNION SELECT revision FROM analysis_record UNION SELECT revision FROM verification_record)`,
      'DELETE FROM dossier_content WHERE number NOT IN (SELECT dossier FROM state)',
    ];
    const [those, ...others] = statements.map((sql) => this.#statements.prepare(sql));
    those?.run(JSON.stringify(states.map(({ id }) => id)));
    for (const other of others) other.run();
  }

  /** The lists of pieces of every text, dossier and record that there is. */
  lists(): readonly Uint8Array[] {
    return this.#statements
      .prepare(
        `SELECT pieces FROM model_text UNION ALL SELECT pieces FROM dossier_content
         UNION ALL SELECT pieces FROM analysis_record UNION ALL SELECT pieces FROM verification_record`,
      )
      .all()
      .map((found) => z.object({ pieces: bytes }).parse(found).pieces);
  }

  #stateOf(found: unknown): KeptState | null {
    if (found === undefined) return null;
    const { id, parents, created_at, author, cause, origin, name, is_base, text, dossier } = row.parse(found);
    return {
      id: hexOf(id),
      parents: splitIds(parents, idLength),
      createdAt: new Date(created_at).toISOString(),
      author: this.#authors.get(author),
      cause,
      origin: origin === null ? null : hexOf(origin),
      name,
      isBase: is_base === 1,
      text,
      dossier,
    };
  }
}
