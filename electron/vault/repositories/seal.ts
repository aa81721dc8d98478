import { z } from 'zod';
import type { Connection } from '#vault/database.ts';

const row = z.object({ sequence: z.int(), generation: z.string(), previous: z.string() });

/** Which writing of the container a working copy belongs to. */
export type SealMark = z.output<typeof row>;

/** The mark inside the database that ties a working copy to its container. */
export class SealRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Notes the writing that is about to happen. */
  put(mark: SealMark): void {
    this.#connection
      .prepare(
        `INSERT INTO seal (only, sequence, generation, previous) VALUES (1, ?, ?, ?)
         ON CONFLICT (only) DO UPDATE SET sequence = excluded.sequence,
           generation = excluded.generation, previous = excluded.previous`,
      )
      .run(mark.sequence, mark.generation, mark.previous);
  }

  /** The mark, or null when there is none or the database is not a vault's. */
  read(): SealMark | null {
    const table = this.#connection.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'seal'`).get();
    if (table === undefined) return null;
    const parsed = row.safeParse(this.#connection.prepare('SELECT * FROM seal').get());
    return parsed.success ? parsed.data : null;
  }
}
