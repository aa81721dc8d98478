import { z } from 'zod';
import type { StatementSource } from '#vault/database/recorded-statements.ts';
import { cut } from '#vault/pieces/cut.ts';
import { ObjectRepository } from '#vault/repositories/objects.ts';

/** How many records stay beside those of the head, of named states and of released ones. */
const keptRecords = 20;

const row = z.object({ revision: z.int(), pieces: z.instanceof(Uint8Array) });

/** A record as JSON, with the number of the text that it is about. */
export interface KeptRecord {
  readonly revision: number;
  readonly json: string;
}

/** What there is to say of a record beside its content. */
export interface RecordOrigin {
  readonly engineVersion: string;
  readonly inputHash: string;
}

/** A table of records, one a text: the newest ones, and those of states that somebody named or released. */
export class RecordTable {
  readonly #statements: StatementSource;
  readonly #objects: ObjectRepository;
  readonly #table: 'analysis_record' | 'verification_record';

  constructor(statements: StatementSource, table: 'analysis_record' | 'verification_record') {
    this.#statements = statements;
    this.#objects = new ObjectRepository(statements);
    this.#table = table;
  }

  /** Keeps the record of a text, in place of an earlier one; the oldest one that is too many goes. */
  put(revision: number, { engineVersion, inputHash }: RecordOrigin, json: string, createdAt: string): void {
    this.#statements
      .prepare(
        `INSERT INTO ${this.#table} (revision, engine_version, input_hash, pieces, created_at)
         VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (revision) DO UPDATE SET engine_version = excluded.engine_version,
           input_hash = excluded.input_hash, pieces = excluded.pieces, created_at = excluded.created_at`,
      )
      .run(revision, engineVersion, inputHash, this.#objects.put(cut(json, '}')), Date.parse(createdAt));
    this.#statements
      .prepare(
        `DELETE FROM ${this.#table} WHERE revision NOT IN (
           SELECT revision FROM ${this.#table} ORDER BY created_at DESC, revision DESC LIMIT ?)
         AND revision NOT IN (SELECT text FROM kept_text)`,
      )
      .run(keptRecords);
  }

  /** The record of a text by this version of the engine, or null. */
  get(revision: number, engineVersion: string): KeptRecord | null {
    return this.#recordOf(
      this.#statements
        .prepare(`SELECT revision, pieces FROM ${this.#table} WHERE revision = ? AND engine_version = ?`)
        .get(revision, engineVersion),
    );
  }

  /** The record of the head's text by this version of the engine, else the newest by it, or null. */
  latest(engineVersion: string): KeptRecord | null {
    return this.#recordOf(
      this.#statements
        .prepare(
          `SELECT revision, pieces FROM ${this.#table} WHERE engine_version = ?
           ORDER BY revision = (SELECT text FROM state JOIN head ON head.state = number) DESC,
             revision DESC LIMIT 1`,
        )
        .get(engineVersion),
    );
  }

  #recordOf(found: unknown): KeptRecord | null {
    if (found === undefined) return null;
    const { revision, pieces } = row.parse(found);
    return { revision, json: this.#objects.get(pieces).join('') };
  }
}
