import { splitsExponents } from '#core/interchange/proverif/determinism.ts';
import type { ObstacleSink } from '#core/interchange/proverif/diagnosis.ts';
import {
  call,
  declared,
  freshOf,
  type Scope,
  tuple,
  variablesOf,
  type TermWriter,
} from '#core/interchange/proverif/terms.ts';
import { anySort, type Message, type Sort } from '#core/protocol/message.ts';
import type { Role } from '#core/protocol/protocol.ts';
import type { Theory } from '#core/protocol/theory.ts';

/** How a message is taken apart: a ProVerif pattern to receive it with, and the lines that follow. */
export interface TakenApart {
  readonly pattern: string;
  readonly lines: readonly string[];
}

/**
 * Writes the patterns of one role. ProVerif's patterns bind below data constructors only; any other pattern
 * becomes a private destructor that matches it exactly, with the values bound before as further arguments.
 */
export class PatternWriter {
  readonly #writer: TermWriter;
  readonly #theory: Theory;
  readonly #sorts: ReadonlyMap<string, Sort>;
  readonly #declarations: string[] = [];
  readonly #role: string;
  readonly #findings: ObstacleSink;

  constructor(writer: TermWriter, theory: Theory, role: Role, findings: ObstacleSink) {
    this.#writer = writer;
    this.#theory = theory;
    this.#role = role.name;
    this.#sorts = role.sorts;
    this.#findings = findings;
  }

  /** The destructors that the patterns written so far need. */
  get declarations(): readonly string[] {
    return this.#declarations;
  }

  /** Takes apart what an input or a table gives, and binds the pattern's variables in the scope. */
  receive(pattern: Message, scope: Scope): TakenApart {
    if (this.#native(pattern, scope)) return { pattern: this.#write(pattern, scope), lines: [] };
    return this.receiveWhole(pattern, scope);
  }

  /** Takes a message whole, and apart only in the lines that follow. */
  receiveWhole(pattern: Message, scope: Scope): TakenApart {
    const received = scope.pool.take('received', 'received');
    return { pattern: declared([received]), lines: [this.match(pattern, received, scope)] };
  }

  /** Takes a term apart, and binds the pattern's variables in the scope. */
  match(pattern: Message, term: string, scope: Scope): string {
    if (this.closed(pattern, scope)) return `if ${term} = ${this.#writer.write(pattern, scope)} then`;
    if (!this.#native(pattern, scope)) return this.#destruct(pattern, term, scope);
    return `let ${this.#write(pattern, scope)} = ${term} in`;
  }

  /** True when the scope has all variables of a pattern. */
  closed(pattern: Message, scope: Scope): boolean {
    return variablesOf([pattern]).every((name) => scope.variable(name) !== undefined);
  }

  // A variable that occurs twice is left to a destructor, as no pattern may refer to its own variables.
  #native(pattern: Message, scope: Scope): boolean {
    const seen = new Set<string>();
    const fits = (message: Message): boolean => {
      if (this.closed(message, scope)) return true;
      if (message.kind === 'variable') {
        if (seen.has(message.name)) return false;
        seen.add(message.name);
        return true;
      }
      if (message.kind !== 'apply' || !this.#isData(message.symbol)) return false;
      return message.args.every(fits);
    };
    return fits(pattern);
  }

  #isData(symbol: string): boolean {
    const known = this.#theory.symbols.get(symbol);
    return (
      known?.transparent === true &&
      !known.private &&
      !this.#theory.rewrites.some((rewrite) => rewrite.symbol === symbol)
    );
  }

  #write(pattern: Message, scope: Scope): string {
    if (this.closed(pattern, scope)) return `=${this.#writer.write(pattern, scope)}`;
    if (pattern.kind === 'variable') {
      const sort = this.#sorts.get(pattern.name) ?? anySort;
      return this.#writer.atom(sort, scope.declared([scope.bind(pattern.name, sort)]));
    }
    if (pattern.kind !== 'apply') return `=${this.#writer.write(pattern, scope)}`;
    return this.#writer.apply(
      pattern.symbol,
      pattern.args.map((argument) => this.#write(argument, scope)),
    );
  }

  #destruct(pattern: Message, term: string, scope: Scope): string {
    const inner = this.#writer.scope();
    const given: string[] = [];
    const parameters: string[] = [];
    const results: string[] = [];
    const found: { readonly name: string; readonly sort: Sort }[] = [];
    for (const name of variablesOf([pattern])) {
      const outer = scope.variable(name);
      const sort = outer?.sort ?? this.#sorts.get(name) ?? anySort;
      const identifier = inner.bind(name, sort);
      if (outer === undefined) {
        results.push(identifier);
        found.push({ name, sort });
      } else {
        parameters.push(identifier);
        given.push(outer.identifier);
      }
    }
    for (const name of freshOf([pattern])) {
      const outer = scope.fresh(name);
      if (outer === undefined) continue;
      parameters.push(inner.make(name));
      given.push(outer);
    }
    const before = new Set(variablesOf([pattern]).filter((name) => scope.variable(name) !== undefined));
    if (splitsExponents([pattern], before, this.#theory)) {
      this.#findings.obstruct('ambiguous-exponents', this.#role);
    }
    const matched = this.#writer.write(pattern, inner);
    const name = this.#writer.names.beside('role', this.#role, `match_${this.#declarations.length + 1}`);
    const left = call(name, [matched, ...parameters]);
    this.#declarations.push(
      `reduc ${inner.forall([...parameters, ...results])}${left} = ${tuple(results)} [private].`,
    );
    const bound = found.map(({ name: variable, sort }) => scope.declared([scope.bind(variable, sort)]));
    return `let ${tuple(bound)} = ${call(name, [term, ...given])} in`;
  }
}
