import { z } from 'zod';

/** A value that a statement takes. */
export type Parameter = null | number | string | Uint8Array;

/** A prepared statement, as the repositories use it. */
export interface Statement {
  /** True for a statement that changes nothing. */
  readonly readonly: boolean;
  /** True for a statement that returns rows. */
  readonly reader: boolean;
  run(...parameters: Parameter[]): { readonly changes: number };
  get(...parameters: Parameter[]): unknown;
  all(...parameters: Parameter[]): unknown[];
}

/** A source of prepared statements: a connection, or one whose changes are recorded. */
export interface StatementSource {
  prepare(sql: string): Statement;
}

/** One change: a statement that was executed, with what it was given. */
export interface Change {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

/** Prepares statements on a connection and notes every one that changes something when it is executed. */
export class RecordedStatements implements StatementSource {
  readonly #source: StatementSource;
  readonly #prepared = new Map<string, Statement>();
  #changes: Change[] = [];

  constructor(source: StatementSource) {
    this.#source = source;
  }

  prepare(sql: string): Statement {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const statement = this.#recorded(sql, this.#source.prepare(sql));
    this.#prepared.set(sql, statement);
    return statement;
  }

  #recorded(sql: string, statement: Statement): Statement {
    if (statement.readonly) return statement;
    const note = (parameters: readonly Parameter[]): void => {
      this.#changes.push({ sql, parameters });
    };
    return {
      readonly: false,
      reader: statement.reader,
      run: (...parameters) => {
        note(parameters);
        return statement.run(...parameters);
      },
      get: (...parameters) => {
        note(parameters);
        return statement.get(...parameters);
      },
      all: (...parameters) => {
        note(parameters);
        return statement.all(...parameters);
      },
    };
  }

  /** Gives what was noted since the last time, and forgets it. */
  take(): readonly Change[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }
}

/** Executes changes again. On the database that they were first executed on they have the same outcome. */
export function replay(source: StatementSource, changes: readonly Change[]): void {
  for (const { sql, parameters } of changes) {
    const statement = source.prepare(sql);
    if (statement.reader) statement.all(...parameters);
    else statement.run(...parameters);
  }
}

/** Changes that were made at once, on this version of the schema. */
export interface ChangeSet {
  readonly schema: number;
  readonly changes: readonly Change[];
}

// Bytes stand behind the JSON, which says how many.
const parameter = z.union([z.null(), z.number(), z.string(), z.strictObject({ bytes: z.int().min(0) })]);
const changeSet = z.strictObject({
  schema: z.int().min(1),
  changes: z.array(z.strictObject({ sql: z.string(), parameters: z.array(parameter) })),
});

/** The bytes of a set of changes. They hold what was saved: whoever has put them to use fills them with zeros. */
export function encodeChanges({ schema, changes }: ChangeSet): Buffer {
  const blobs: Uint8Array[] = [];
  const written = changes.map(({ sql, parameters }) => ({
    sql,
    parameters: parameters.map((each) => {
      if (!(each instanceof Uint8Array)) return each;
      blobs.push(each);
      return { bytes: each.length };
    }),
  }));
  const json = Buffer.from(JSON.stringify({ schema, changes: written }), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  const bytes = Buffer.concat([length, json, ...blobs]);
  json.fill(0);
  return bytes;
}

/** Reads a set of changes. Throws where these are not the bytes of one. */
export function decodeChanges(bytes: Buffer): ChangeSet {
  const end = 4 + bytes.readUInt32BE(0);
  const { schema, changes } = changeSet.parse(JSON.parse(bytes.subarray(4, end).toString('utf8')));
  let position = end;
  const value = (each: z.output<typeof parameter>): Parameter => {
    if (each === null || typeof each !== 'object') return each;
    position += each.bytes;
    return bytes.subarray(position - each.bytes, position);
  };
  return {
    schema,
    changes: changes.map(({ sql, parameters }) => ({ sql, parameters: parameters.map(value) })),
  };
}
