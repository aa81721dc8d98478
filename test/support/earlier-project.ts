import { createHash } from 'node:crypto';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import type { PublicRecord } from '#core/publication/public-record.ts';
import type { Connection } from '#vault/database/database.ts';
import { migrateTo } from '#vault/migrations/migrate.ts';

/** An owner's letter, as the schemas of versions 5 and 6 keep it. */
export interface EarlierLetter {
  readonly owner: string;
  readonly organisation: string;
  readonly approver: string;
  readonly day: string;
  readonly fileHash: string;
  readonly decision: string;
}

/**
 * A project's database of an earlier schema, written as the program of that time wrote it: the statements are those of then,
 * and nothing here follows what the program does now.
 */
export class EarlierProject {
  readonly connection: Connection;

  /** Brings an empty database to this version of the schema, with a project in it. */
  constructor(connection: Connection, version: number, id = '1') {
    this.connection = connection;
    migrateTo(connection, version);
    this.#run(`INSERT INTO project VALUES (?, 'AMS', 'strengt-fortrolig', '2026-01-01T00:00:00.000Z')`, id);
  }

  /** A text, which may be as long as anything. */
  text(text: string, at: string): this {
    return this.#run(
      'INSERT INTO revision (parent, created_at, text) VALUES ((SELECT max(sequence) FROM revision), ?, ?)',
      at,
      text,
    );
  }

  /** A state of the dossier, from version 3 on: what changed of it, entry by entry. */
  dossier(before: Dossier, after: Dossier, at: string): this {
    const [old, now] = [entriesOf(before), entriesOf(after)];
    for (const [key, [section, entry]] of old) {
      if (!now.has(key)) this.#change(section, entry, null, at);
    }
    for (const [key, [section, entry, content]] of now) {
      if (old.get(key)?.[2] !== content || before === emptyDossier) this.#change(section, entry, content, at);
    }
    return this;
  }

  /** An owner's letter, from version 5 on. */
  letter({ owner, organisation, approver, day, fileHash, decision }: EarlierLetter, at: string): this {
    return this.#run(
      `INSERT INTO approval (created_at, owner, organisation, approver, day, file_hash, decision)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ...[at, owner, organisation, approver, day, fileHash, decision],
    );
  }

  /** A decision against a former owner, from version 6 on. */
  overruling(
    said: {
      readonly owner: string;
      readonly organisation: string;
      readonly fileHash: string;
      readonly approval: number | null;
      readonly reason: string;
    },
    at: string,
  ): this {
    return this.#run(
      `INSERT INTO overruling (created_at, owner, organisation, file_hash, approval, reason)
       VALUES (?, ?, ?, ?, ?, ?)`,
      ...[at, said.owner, said.organisation, said.fileHash, said.approval, said.reason],
    );
  }

  /** A release, from version 6 on. */
  release(
    said: {
      readonly revision: number;
      readonly fileHash: string;
      readonly record: PublicRecord;
      readonly approvals: readonly number[];
      readonly overrulings: readonly number[];
    },
    at: string,
  ): this {
    const [record, approvals, overrulings] = [said.record, said.approvals, said.overrulings].map((each) =>
      JSON.stringify(each),
    );
    return this.#run(
      `INSERT INTO public_release (created_at, revision, language, file_hash, record, approvals, overrulings)
       VALUES (?, ?, 'en', ?, ?, ?, ?)`,
      ...[at, said.revision, said.fileHash, record ?? '', approvals ?? '', overrulings ?? ''],
    );
  }

  /** A record on a text: an analysis, or verdicts from version 2 on. */
  record(
    table: 'analysis_record' | 'verification_record',
    revision: number,
    record: { readonly engineVersion: string; readonly inputHash: string },
    at: string,
  ): this {
    return this.#run(
      `INSERT INTO ${table} (revision, engine_version, input_hash, record, created_at) VALUES (?, ?, ?, ?, ?)`,
      ...[revision, record.engineVersion, record.inputHash, JSON.stringify(record), at],
    );
  }

  /** The file of a source document, from version 4 on; answers its SHA-256. */
  document(bytes: Buffer, at: string): string {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.connection.prepare('INSERT INTO document_file VALUES (?, ?, ?)').run(sha256, at, bytes);
    return sha256;
  }

  /** A line of the audit log. */
  event(kind: string, at: string, fileHash: string | null = null): this {
    return this.#run(
      'INSERT INTO audit_event (created_at, kind, file_hash) VALUES (?, ?, ?)',
      ...[at, kind, fileHash],
    );
  }

  #change(section: string, entry: string, content: string | null, at: string): void {
    this.#run(
      'INSERT INTO dossier_change (created_at, section, entry, content) VALUES (?, ?, ?, ?)',
      ...[at, section, entry, content],
    );
  }

  #run(sql: string, ...parameters: readonly (string | number | null)[]): this {
    this.connection.prepare(sql).run(...parameters);
    return this;
  }
}

type Entry = readonly [section: string, entry: string, content: string];

function entriesOf(dossier: Dossier): ReadonlyMap<string, Entry> {
  const entries = Object.entries(dossier).flatMap(([section, content]: [string, unknown]): Entry[] =>
    Array.isArray(content)
      ? content.map((each: { readonly id: string }) => [section, each.id, JSON.stringify(each)])
      : [[section, 'whole', JSON.stringify(content)]],
  );
  return new Map(entries.map((entry) => [`${entry[0]} ${entry[1]}`, entry]));
}
