import {
  constantSort,
  type Constant,
  type GroundMessage,
  type Message,
  type Sort,
} from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** A message without variables; equal ones, modulo commuting exponents, are one object. */
export interface Ground {
  readonly id: number;
  readonly kind: 'constant' | 'fresh' | 'apply';
  readonly name: string;
  /** The run that made a fresh value, else -1. */
  readonly run: number;
  readonly sort: Sort;
  readonly args: readonly Ground[];
  readonly size: number;
  /** The constant that it is; null for other kinds. */
  readonly constant: Constant | null;
}

/** What variables and, under {@link ownName}, the fresh names of a run stand for. */
export type Environment = ReadonlyMap<string, Ground>;

/** Where a run's own value of a fresh name stands. */
export function ownName(name: string): string {
  return `own ${name}`;
}

/** All ground messages of one protocol, and matching against them. */
export class GroundTable {
  readonly protocol: Protocol;
  readonly #made = new Map<string | number, Ground>();
  readonly #symbols = new Map<string, number>();

  constructor(protocol: Protocol) {
    this.protocol = protocol;
  }

  constant(constant: Constant): Ground {
    return this.#intern('constant', constant.name, -1, constantSort(constant, this.protocol), [], constant);
  }

  fresh(name: string, run: number): Ground {
    return this.#intern('fresh', name, run, this.protocol.sorts.get(name) ?? 'any', []);
  }

  apply(name: string, args: readonly Ground[]): Ground {
    const symbol = this.protocol.theory.symbols.get(name);
    if (symbol?.arity !== args.length) throw new RangeError(`${name} takes another number of arguments`);
    const other = symbol.exponential ? this.#exchanged(name, args) : null;
    // Of the two orders of two exponents of the generator, the one that was written first stands for both.
    return this.#known(name, other) ?? this.#intern('apply', name, -1, symbol.sort, args);
  }

  /** The ways to read an application's arguments: two where two exponents of the generator commute. */
  readings(ground: Ground): readonly (readonly Ground[])[] {
    if (this.protocol.theory.symbols.get(ground.name)?.exponential !== true) return [ground.args];
    const other = this.#exchanged(ground.name, ground.args);
    return other === null ? [ground.args] : [ground.args, other];
  }

  /** What a message is in an environment; null while something in it is not bound. */
  value(message: Message, environment: Environment): Ground | null {
    switch (message.kind) {
      case 'variable':
        return environment.get(message.name) ?? null;
      case 'fresh':
        return environment.get(ownName(message.name)) ?? null;
      case 'constant':
        return this.constant(message);
      case 'apply': {
        const args: Ground[] = [];
        for (const argument of message.args) {
          const value = this.value(argument, environment);
          if (value === null) return null;
          args.push(value);
        }
        return this.apply(message.symbol, args);
      }
    }
  }

  /** Every extension of the environment under which the pattern is the ground message. */
  matches(
    pattern: Message,
    ground: Ground,
    environment: Environment,
    sorts: ReadonlyMap<string, Sort>,
  ): readonly Environment[] {
    const value = this.value(pattern, environment);
    if (value !== null) return value === ground ? [environment] : [];
    if (pattern.kind === 'variable') {
      const sort = sorts.get(pattern.name) ?? 'any';
      return sort === 'any' || sort === ground.sort
        ? [new Map([...environment, [pattern.name, ground]])]
        : [];
    }
    if (pattern.kind !== 'apply' || ground.kind !== 'apply' || pattern.symbol !== ground.name) return [];
    return this.readings(ground).flatMap((args) => {
      let found: readonly Environment[] = [environment];
      for (const [index, part] of args.entries()) {
        const wanted = pattern.args[index];
        if (wanted === undefined) return [];
        found = found.flatMap((each) => this.matches(wanted, part, each, sorts));
      }
      return found;
    });
  }

  #exchanged(name: string, [base, exponent]: readonly Ground[]): readonly Ground[] | null {
    if (base?.kind !== 'apply' || base.name !== name || exponent === undefined) return null;
    const [start, inner] = base.args;
    if (start?.kind !== 'constant' || start.name !== 'generator' || inner === undefined) return null;
    return [this.#intern('apply', name, -1, base.sort, [start, exponent]), inner];
  }

  #known(name: string, args: readonly Ground[] | null): Ground | undefined {
    return args === null ? undefined : this.#made.get(this.#keyOf('apply', name, -1, args));
  }

  #intern(
    kind: Ground['kind'],
    name: string,
    run: number,
    sort: Sort,
    args: readonly Ground[],
    constant: Constant | null = null,
  ): Ground {
    const key = this.#keyOf(kind, name, run, args);
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const size = args.reduce((sum, each) => sum + each.size, 1);
    const made = { id: this.#made.size, kind, name, run, sort, args, size, constant };
    this.#made.set(key, made);
    return made;
  }

  // A number where that is enough, being faster.
  #keyOf(kind: Ground['kind'], name: string, run: number, args: readonly Ground[]): string | number {
    const [one, two] = args;
    if (kind !== 'apply' || args.length > 2) {
      return `${kind} ${name} ${run} ${args.map(({ id }) => id).join(',')}`;
    }
    const symbol = this.#symbols.get(name) ?? this.#symbols.size;
    this.#symbols.set(name, symbol);
    return (
      (symbol * 2 ** 20 + (one === undefined ? 0 : one.id + 1)) * 2 ** 20 +
      (two === undefined ? 0 : two.id + 1)
    );
  }
}

/** Writes a ground message as traces have it. */
export function written(ground: Ground): GroundMessage {
  switch (ground.kind) {
    case 'constant':
      return ground.constant ?? { kind: 'constant', name: ground.name };
    case 'fresh':
      return { kind: 'fresh', name: ground.name, run: ground.run };
    case 'apply':
      return { kind: 'apply', symbol: ground.name, args: ground.args.map(written) };
  }
}
