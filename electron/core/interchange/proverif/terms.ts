import type { ObstacleSink } from '#core/interchange/proverif/diagnosis.ts';
import type { IdentifierPool } from '#core/interchange/proverif/identifiers.ts';
import type { ModelNames } from '#core/interchange/proverif/names.ts';
import { adversaryConstant, anySort, type Message, type Sort } from '#core/protocol/message.ts';
import { naturalSorts } from '#core/interchange/proverif/naturals.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/**
 * Names bound at a place of the model. The identifier of a variable of a sort stands for what is inside the
 * sort's data constructor, so that only atomic values of the sort fit wherever the variable is written.
 */
export class Scope {
  readonly pool: IdentifierPool;
  readonly #naturals: ReadonlySet<Sort>;
  readonly #numbers = new Set<string>();
  readonly #variables = new Map<string, { readonly identifier: string; readonly sort: Sort }>();
  readonly #fresh = new Map<string, string>();

  /** `naturals`: the sorts that are natural numbers inside. */
  constructor(pool: IdentifierPool, naturals: ReadonlySet<Sort> = new Set()) {
    this.pool = pool;
    this.#naturals = naturals;
  }

  /** Binds a variable to an identifier of its own. */
  bind(name: string, sort: Sort): string {
    const identifier = this.pool.take(name, 'x');
    this.#variables.set(name, { identifier, sort });
    if (this.#naturals.has(sort)) this.#numbers.add(identifier);
    return identifier;
  }

  /** The declaration of identifiers of this scope, each with its type. */
  declared(identifiers: readonly string[]): string {
    return identifiers
      .map((identifier) => `${identifier}: ${this.#numbers.has(identifier) ? 'nat' : 'bitstring'}`)
      .join(', ');
  }

  /** Binds a fresh value to an identifier of its own. */
  make(name: string): string {
    const identifier = this.pool.take(name, 'n');
    this.#fresh.set(name, identifier);
    return identifier;
  }

  /** `forall x: bitstring, y: nat; ` for a rule's variables of this scope, or nothing. */
  forall(identifiers: readonly string[]): string {
    return identifiers.length === 0 ? '' : `forall ${this.declared(identifiers)}; `;
  }

  /** Lets a variable name stand for a fresh value that the scope has. */
  alias(variable: string, fresh: string, sort: Sort): void {
    const identifier = this.#fresh.get(fresh);
    if (identifier !== undefined) this.#variables.set(variable, { identifier, sort });
  }

  variable(name: string): { readonly identifier: string; readonly sort: Sort } | undefined {
    return this.#variables.get(name);
  }

  fresh(name: string): string | undefined {
    return this.#fresh.get(name);
  }
}

/** Writes messages as ProVerif terms. */
export class TermWriter {
  readonly names: ModelNames;
  readonly #protocol: Protocol;
  readonly #findings: ObstacleSink;
  readonly #rewritten: ReadonlySet<string>;
  readonly #adversarySorts: ReadonlyMap<string, Sort>;
  /** The sorts that are natural numbers inside. */
  readonly naturals: ReadonlySet<Sort>;
  readonly #literals: ReadonlyMap<string, number>;

  constructor(protocol: Protocol, names: ModelNames, findings: ObstacleSink) {
    this.names = names;
    this.#protocol = protocol;
    this.#findings = findings;
    this.#rewritten = new Set(protocol.theory.rewrites.map(({ symbol }) => symbol));
    this.naturals = naturalSorts(protocol);
    const numbers = [...protocol.sorts].filter(([, sort]) => this.naturals.has(sort)).map(([name]) => name);
    const made = [...this.naturals].map((sort) => adversaryConstant(sort).name);
    this.#literals = new Map([...numbers, ...made].map((name, index) => [name, index]));
    const sorts = [
      ...protocol.agentSorts,
      ...protocol.sorts.values(),
      ...[...protocol.theory.symbols.values()].map(({ sort }) => sort),
      ...protocol.roles.flatMap((role) => [
        ...role.parameters.map(({ sort }) => sort),
        ...role.sorts.values(),
      ]),
    ];
    this.#adversarySorts = new Map(sorts.map((sort) => [adversaryConstant(sort).name, sort]));
  }

  /** The same writer, telling its obstacles elsewhere. */
  reportingTo(findings: ObstacleSink): TermWriter {
    return new TermWriter(this.#protocol, this.names, findings);
  }

  /** An empty scope for one declaration or process. */
  scope(): Scope {
    return new Scope(this.names.locals(), this.naturals);
  }

  /** True for a constant that is a number, and needs no declaration. */
  isNumber(constant: string): boolean {
    return this.#literals.has(constant);
  }

  /** The number inside a message that is a natural number; null for any other message. */
  numberIn(message: Message, scope: Scope): string | null {
    if (message.kind === 'constant') return this.#literals.get(message.name)?.toString() ?? null;
    const bound = message.kind === 'variable' ? scope.variable(message.name) : undefined;
    return bound !== undefined && this.naturals.has(bound.sort) ? bound.identifier : null;
  }

  /** The sort of a constant or of a fresh value. */
  sortOf(name: string): Sort {
    return this.#protocol.sorts.get(name) ?? this.#adversarySorts.get(name) ?? anySort;
  }

  /** A value of a sort, given what is inside the sort's data constructor. */
  atom(sort: Sort, inside: string): string {
    return sort === anySort ? inside : `${this.names.atom(sort)}(${inside})`;
  }

  /** The term of a message; what has no term is reported. */
  write(message: Message, scope: Scope): string {
    switch (message.kind) {
      case 'variable': {
        const bound = scope.variable(message.name);
        if (bound !== undefined) return this.atom(bound.sort, bound.identifier);
        this.#findings.obstruct('unbound-variable', message.name);
        return message.name;
      }
      case 'fresh': {
        const identifier = scope.fresh(message.name);
        if (identifier !== undefined) return this.atom(this.sortOf(message.name), identifier);
        this.#findings.obstruct('fresh-outside-role', message.name);
        return message.name;
      }
      case 'constant':
        return this.atom(
          this.sortOf(message.name),
          this.#literals.get(message.name)?.toString() ?? this.names.of('constant', message.name),
        );
      case 'apply': {
        const args = message.args.map((argument) => this.write(argument, scope));
        return this.apply(message.symbol, args);
      }
    }
  }

  /** A symbol applied; one with rewrites as the application that nothing rewrites. */
  apply(symbol: string, args: readonly string[]): string {
    const declared = this.#protocol.theory.symbols.get(symbol);
    if (declared === undefined) this.#findings.obstruct('unknown-symbol', symbol);
    else if (declared.arity !== args.length) this.#findings.obstruct('symbol-arity', symbol);
    const name = this.#rewritten.has(symbol)
      ? this.names.beside('symbol', symbol, 'stuck')
      : this.names.of('symbol', symbol);
    return this.atom(declared?.sort ?? anySort, call(name, args));
  }
}

/** `name(args)`, and `name` alone where there are no arguments. */
export function call(name: string, args: readonly string[]): string {
  return args.length === 0 ? name : `${name}(${args.join(', ')})`;
}

/** A tuple of ProVerif, which has no tuples of one. */
export function tuple(parts: readonly string[]): string {
  return parts.length === 1 ? parts.join('') : `(${parts.join(', ')})`;
}

/** The declaration of identifiers that stand for messages. */
export function declared(identifiers: readonly string[]): string {
  return identifiers.map((identifier) => `${identifier}: bitstring`).join(', ');
}

/** `forall x: bitstring; ` for a rule's variables, or nothing. */
export function forall(identifiers: readonly string[]): string {
  return identifiers.length === 0 ? '' : `forall ${declared(identifiers)}; `;
}

/** The types of arguments, as many as a symbol has. */
export function types(arity: number): string {
  return Array.from({ length: arity }, () => 'bitstring').join(', ');
}

/** The variables of messages, each once, in order. */
export function variablesOf(messages: readonly Message[]): readonly string[] {
  return namesOf('variable', messages);
}

/** The fresh values of messages, each once, in order. */
export function freshOf(messages: readonly Message[]): readonly string[] {
  return namesOf('fresh', messages);
}

function namesOf(kind: 'variable' | 'fresh', messages: readonly Message[]): readonly string[] {
  const names = new Set<string>();
  const see = (message: Message): void => {
    if (message.kind === 'apply') message.args.forEach(see);
    else if (message.kind === kind) names.add(message.name);
  };
  messages.forEach(see);
  return [...names];
}
