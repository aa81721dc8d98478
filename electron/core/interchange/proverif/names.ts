import { commentable, IdentifierPool } from '#core/interchange/proverif/identifiers.ts';
import type { Occurrences } from '#core/interchange/proverif/occurrences.ts';
import type { Sort } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** The kind of thing that a name of the protocol names. */
export type NameKind =
  'sort' | 'symbol' | 'constant' | 'event' | 'counter' | 'clock' | 'message' | 'role' | 'deduction';

const stem = {
  sort: 'atom_',
  symbol: '',
  constant: '',
  event: 'event_',
  counter: 'accept_',
  clock: 'shows_',
  message: 'channel_',
  role: 'role_',
  deduction: 'deduce_',
} as const satisfies Readonly<Record<NameKind, string>>;

/** Identifiers that the export itself needs, whatever the protocol. */
export interface OwnNames {
  readonly channel: string;
  /** The event that a value was newly made. */
  readonly made: string;
  readonly honest: string;
  readonly dishonest: string;
  readonly trust: string;
}

/** The identifiers of a model's declarations, and the record of what each stands for. */
export class ModelNames {
  readonly own: OwnNames;
  readonly #pool = new IdentifierPool();
  readonly #identifiers = new Map<string, string>();
  readonly #record: string[] = [];

  constructor(protocol: Protocol, occurrences: Occurrences) {
    this.own = {
      channel: this.#pool.take('c', 'c'),
      made: this.#pool.take('made', 'made'),
      honest: this.#pool.take('honest', 'honest'),
      dishonest: this.#pool.take('dishonest', 'dishonest'),
      trust: this.#pool.take('trust', 'trust'),
    };
    for (const sort of occurrences.sorts) this.#declare('sort', sort);
    for (const name of protocol.theory.symbols.keys()) this.#declare('symbol', name);
    for (const { symbol } of protocol.theory.rewrites) this.#declare('symbol', symbol);
    for (const name of occurrences.constants) this.#declare('constant', name);
    for (const name of occurrences.events) this.#declare('event', name);
    for (const name of occurrences.counters.keys()) this.#declare('counter', name);
    for (const name of occurrences.clocks) this.#declare('clock', name);
    for (const name of occurrences.labels.keys()) this.#declare('message', name);
    for (const { name } of protocol.roles) this.#declare('role', name);
    for (const { name } of protocol.theory.deductions) this.#declare('deduction', name);
  }

  #declare(kind: NameKind, name: string): void {
    if (this.#identifiers.has(`${kind} ${name}`)) return;
    const identifier = this.#pool.take(`${stem[kind]}${name}`, 'unnamed');
    this.#identifiers.set(`${kind} ${name}`, identifier);
    this.note(kind, name, identifier);
  }

  /** The identifier of a declared name; one that is not declared gets an identifier here. */
  of(kind: NameKind, name: string): string {
    this.#declare(kind, name);
    return this.#identifiers.get(`${kind} ${name}`) ?? name;
  }

  /** The identifier of something declared beside a name: `suffix` says what. */
  beside(kind: NameKind, name: string, suffix: string): string {
    const key = `${kind} ${name} ${suffix}`;
    const known = this.#identifiers.get(key);
    if (known !== undefined) return known;
    const identifier = this.#pool.take(`${this.of(kind, name)}_${suffix}`, suffix);
    this.#identifiers.set(key, identifier);
    return identifier;
  }

  /** A pool for the bound names of one declaration. */
  locals(): IdentifierPool {
    return this.#pool.inner();
  }

  /** Records what an identifier stands for. */
  note(what: string, name: string, identifier: string): void {
    this.#record.push(`${what} ${commentable(name)} -> ${identifier}`);
  }

  /** The names that the identifiers stand for, one to a line, fit for a comment. */
  get record(): readonly string[] {
    return this.#record;
  }

  /** The data constructor that marks the atomic values of a sort. */
  atom(sort: Sort): string {
    return this.of('sort', sort);
  }
}
