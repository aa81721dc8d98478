import { generator } from '#core/protocol/theory.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { constantSort, type Constant, type GroundMessage, type Sort } from '#core/protocol/message.ts';

/**
 * A message of an execution. Equal messages, modulo commuting exponents, are the same object as long as they
 * come from one {@link ValueTable}.
 */
export interface Value {
  readonly key: number;
  readonly kind: 'constant' | 'fresh' | 'apply';
  /** The name of the constant, the fresh value or the function symbol. */
  readonly name: string;
  /** The run that made a fresh value, else -1. */
  readonly run: number;
  readonly sort: Sort;
  readonly args: readonly Value[];
  /** The constant that it is; null for other kinds. */
  readonly constant: Constant | null;
}

/** Makes each message once. */
export class ValueTable {
  readonly #protocol: Protocol;
  readonly #values = new Map<string, Value>();

  constructor(protocol: Protocol) {
    this.#protocol = protocol;
  }

  constant(constant: Constant): Value {
    return this.#make('constant', constant.name, -1, constantSort(constant, this.#protocol), [], constant);
  }

  fresh(name: string, run: number): Value {
    return this.#make('fresh', name, run, this.#protocol.sorts.get(name) ?? 'any', []);
  }

  /** An application; null when the theory has no such symbol or it takes another number of arguments. */
  apply(name: string, args: readonly Value[]): Value | null {
    const symbol = this.#protocol.theory.symbols.get(name);
    if (symbol?.arity !== args.length) return null;
    if (!symbol.exponential) return this.#make('apply', name, -1, symbol.sort, args);
    const [base, exponent] = args;
    const [start, inner] = base?.kind === 'apply' && base.name === name ? base.args : [];
    const isGenerator = start?.kind === 'constant' && start.name === generator.name;
    if (!isGenerator || inner === undefined || exponent === undefined || inner.key <= exponent.key) {
      return this.#make('apply', name, -1, symbol.sort, args);
    }
    const swapped = this.#make('apply', name, -1, symbol.sort, [start, exponent]);
    return this.#make('apply', name, -1, symbol.sort, [swapped, inner]);
  }

  /** The value of a message of a trace; null when it is not well formed. */
  read(message: GroundMessage): Value | null {
    switch (message.kind) {
      case 'constant':
        return this.constant(message);
      case 'fresh':
        return this.fresh(message.name, message.run);
      case 'apply': {
        const args = message.args.map((argument) => this.read(argument));
        const known = args.filter((argument) => argument !== null);
        return known.length === args.length ? this.apply(message.symbol, known) : null;
      }
    }
  }

  #make(
    kind: Value['kind'],
    name: string,
    run: number,
    sort: Sort,
    args: readonly Value[],
    constant: Constant | null = null,
  ): Value {
    // What is named alike but comes from elsewhere is another value.
    const origin = constant?.origin?.kind ?? '';
    const id = `${kind[0] ?? ''}${origin} ${name}\u0000${run}\u0000${args.map(({ key }) => key).join(',')}`;
    const known = this.#values.get(id);
    if (known !== undefined) return known;
    const made = { key: this.#values.size, kind, name, run, sort, args, constant };
    this.#values.set(id, made);
    return made;
  }
}

/** Writes a value as a message of a trace. */
export function groundMessage(value: Value): GroundMessage {
  switch (value.kind) {
    case 'constant':
      return value.constant ?? { kind: 'constant', name: value.name };
    case 'fresh':
      return { kind: 'fresh', name: value.name, run: value.run };
    case 'apply':
      return { kind: 'apply', symbol: value.name, args: value.args.map(groundMessage) };
  }
}
