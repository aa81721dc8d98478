import type { Sort, Value, Values } from './value.ts';

/** An unknown value, and what it turned out to be. */
export interface Finding {
  readonly unknown: Value;
  readonly value: Value;
}

/** Hands out unknown values, each known by what it stands for, and since which place in a phase it is there. */
export class Unknowns {
  readonly #values: Values;
  readonly #whose: string;
  readonly #byPurpose = new Map<string, Value>();
  readonly #since = new Map<Value, number>();

  /** `whose`: tells these unknown values from those of others. */
  constructor(values: Values, whose: string) {
    this.#values = values;
    this.#whose = whose;
  }

  /** The unknown value that stands for something; a new one where there was none. */
  of(purpose: string, sort: Sort, place: number): Value {
    const known = this.#byPurpose.get(purpose);
    if (known !== undefined) return known;
    const unknown = this.fresh(sort, place);
    this.#byPurpose.set(purpose, unknown);
    return unknown;
  }

  fresh(sort: Sort, place: number): Value {
    const unknown = this.#values.unknown(`?${String(this.#since.size + 1)} of ${this.#whose}`, sort);
    this.#since.set(unknown, place);
    return unknown;
  }

  /** The place at which an unknown value came; -1 where it was there when the phase began. */
  since(unknown: Value): number {
    return this.#since.get(unknown) ?? -1;
  }
}

/** What is known of unknown values by now. */
export class Findings {
  readonly #values: Values;
  readonly #found: ReadonlyMap<Value, Value>;

  constructor(values: Values, found: ReadonlyMap<Value, Value> = new Map()) {
    this.#values = values;
    this.#found = found;
  }

  with({ unknown, value }: Finding): Findings {
    const one = new Findings(this.#values, new Map([[unknown, this.applied(value)]]));
    const earlier = [...this.#found].map(([each, other]) => [each, one.applied(other)] as const);
    return new Findings(this.#values, new Map([...earlier, [unknown, this.applied(value)]]));
  }

  /** A value with everything in it that is known. */
  applied(value: Value): Value {
    switch (value.kind) {
      case 'unknown':
        return this.#found.get(value) ?? value;
      case 'tuple':
        return this.#values.tuple(value.parts.map((part) => this.applied(part)));
      case 'power': {
        const exponents = value.exponents.map((exponent) => this.applied(exponent));
        const base = value.base === null ? null : this.applied(value.base);
        return raised(base, exponents, this.#values) ?? value;
      }
      case 'apply': {
        const key = value.key === null ? null : this.applied(value.key);
        const beside = this.applied(value.associated);
        return this.#values.apply(value.primitive, key, this.applied(value.content), beside);
      }
      case 'atom':
      case 'agent':
      case 'constant':
      case 'number':
      case 'none':
        return value;
    }
  }
}

/** A value raised to some exponents, null for the generator; null where that is the generator itself. */
export function raised(base: Value | null, exponents: readonly Value[], values: Values): Value | null {
  return exponents.reduce((power: Value | null, exponent) => values.power(power, exponent), base);
}

/** True if a value stands in another, or is it. */
export function standsIn(part: Value, whole: Value): boolean {
  return whole === part || childrenOf(whole).some((child) => standsIn(part, child));
}

/** The values that a value is directly made of. */
export function childrenOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'tuple':
      return value.parts;
    case 'power':
      return [...value.exponents, ...(value.base === null ? [] : [value.base])];
    case 'apply':
      return [value.key, value.content, value.associated].filter((part) => part !== null);
    case 'unknown':
    case 'atom':
    case 'agent':
    case 'constant':
    case 'number':
    case 'none':
      return [];
  }
}
