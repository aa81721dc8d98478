import { z } from 'zod';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import type { Opening } from '#vault/lineage/opening.ts';

const row = z.object({
  position: z.int(),
  id: z.string(),
  base_sequence: z.int(),
  base_generation: z.string(),
  signer: z.string().nullable(),
  signature: z.string().nullable(),
});

/** Every opening that wrote: where the file of a project comes from. Openings are added and never changed. */
export class OpeningRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** Adds an opening after all others. */
  append({ position, id, baseSequence, baseGeneration, signer, signature }: Opening): void {
    this.#statements
      .prepare(
        `INSERT INTO opening (position, id, base_sequence, base_generation, signer, signature)
         VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(position, id, baseSequence, baseGeneration, signer, signature);
  }

  /** Every opening in its order. */
  all(): readonly Opening[] {
    return this.#statements
      .prepare('SELECT * FROM opening ORDER BY position')
      .all()
      .map((found) => row.parse(found))
      .map(({ base_sequence, base_generation, ...rest }) => ({
        ...rest,
        baseSequence: base_sequence,
        baseGeneration: base_generation,
      }));
  }
}
