import { z } from 'zod';
import type { StatementSource } from '#vault/database/recorded-statements.ts';

const row = z.strictObject({
  slot: z.string(),
  fingerprint: z.string(),
  name: z.string(),
  organisation: z.string(),
  recipient: z.string(),
  added_at: z.string(),
});

/** Somebody that a project is shared with, by the card: name, organisation, its fingerprint, the recipient of age. */
export interface RecipientCard {
  readonly fingerprint: string;
  readonly name: string;
  readonly organisation: string;
  /** The hybrid recipient of age, `age1pq1…`. */
  readonly recipient: string;
}

/** Somebody that a project is shared with. `slot` names the slot; `addedAt` is ISO 8601 in UTC. */
export interface StoredRecipient extends RecipientCard {
  readonly slot: string;
  readonly addedAt: string;
}

/** Whose the slots of recipients are. */
export class RecipientRepository {
  readonly #statements: StatementSource;

  constructor(statements: StatementSource) {
    this.#statements = statements;
  }

  /** Adds a recipient. */
  add({ slot, fingerprint, name, organisation, recipient, addedAt }: StoredRecipient): void {
    this.#statements
      .prepare(
        `INSERT INTO recipient (slot, fingerprint, name, organisation, recipient, added_at)
         VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(slot, fingerprint, name, organisation, recipient, addedAt);
  }

  /** Takes a recipient away. */
  remove(slot: string): void {
    this.#statements.prepare('DELETE FROM recipient WHERE slot = ?').run(slot);
  }

  /** Every recipient, in the order in which they were added. */
  all(): readonly StoredRecipient[] {
    return this.#statements
      .prepare('SELECT * FROM recipient ORDER BY added_at, slot')
      .all()
      .map((found) => row.parse(found))
      .map(({ added_at, ...rest }) => ({ ...rest, addedAt: added_at }));
  }
}
