import type { ElementKind } from '#core/language/kinds.ts';
import type { Element } from '#core/language/model.ts';
import type { TermExpression } from '#core/language/syntax.ts';

/** A primitive of the language. */
export type Primitive = Extract<TermExpression, { readonly kind: 'apply' }>['primitive'];

/** What a receiver can tell of a value without opening it. */
export type Sort = ElementKind | 'number' | 'any' | `agent ${string}`;

/**
 * A value: what a term of the text stands for in one run. Every value is made by {@link Values}, which makes each one
 * once, so that equal values are the same object.
 *
 * - `atom`: a value that nobody can take apart or put together: a key, a nonce, data, the private half of a pair. `sort`
 *   is the kind of the element, `name` tells it from every other atom; one that is `guessable` has so little entropy that
 *   all its values can be tried out.
 * - `agent`: who takes part; `constant`: a constant of the text. Everybody has them.
 * - `number`: what counters count and clocks show. Everybody has them, as they can be tried out.
 * - `power`: a base raised to the exponents, in any order; without a base that of the generator. With one exponent and no
 *   base it is the public half of a pair; with two what two pairs agree on (Diffie and Hellman, 1976); with neither it is the
 *   generator itself.
 * - `none`: what stands in place of associated data where there is none.
 * - `unknown`: any value of its sort. No run of a world has one: they stand in what an entity does whatever it receives.
 */
export type Value = { readonly id: number } & (
  | {
      readonly kind: 'atom';
      readonly sort: ElementKind;
      readonly name: string;
      /** The element, and whose value of it this is. */
      readonly element: string;
      readonly whose: string;
      readonly guessable: boolean;
      /** Where it comes from: it was there when the adversary came, a run made it since, or the adversary made it up. */
      readonly origin: 'before' | 'run' | 'adversary';
    }
  | { readonly kind: 'agent'; readonly roles: readonly string[]; readonly name: string }
  | { readonly kind: 'constant'; readonly name: string }
  | { readonly kind: 'number'; readonly count: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly sort: Sort; readonly name: string }
  | { readonly kind: 'tuple'; readonly parts: readonly Value[] }
  | { readonly kind: 'power'; readonly base: Value | null; readonly exponents: readonly Value[] }
  | AppliedValue
);

/** The result of a primitive. Of a public-key encryption the key is the public half, of a signature the private one. */
export interface AppliedValue {
  readonly id: number;
  readonly kind: 'apply';
  readonly primitive: Exclude<Primitive, 'dh'>;
  readonly key: Value | null;
  readonly content: Value;
  readonly associated: Value;
}

type Unnumbered<Each> = Each extends Value ? Omit<Each, 'id'> : never;

/** What a value of an element takes from its declaration. */
type Declared = Pick<Element, 'kind' | 'name' | 'entropy'>;

/** Makes values, each once. */
export class Values {
  readonly #made = new Map<string, Value>();
  readonly #nested: boolean;

  /** `nested`: a tuple is a pair of its first part and the tuple of the others. */
  constructor(nested = false) {
    this.#nested = nested;
  }

  readonly none: Value = this.#make('none', { kind: 'none' });

  /** A value of an element that was there when the adversary came; `whose` tells it from the element's other values. */
  atom(element: Declared, whose: string): Value {
    return this.#atom(element, whose, 'before');
  }

  /** A value that a run makes, or brings along as its own. */
  fresh(element: Declared, run: string): Value {
    return this.#atom(element, run, 'run');
  }

  /** A value of a sort that the adversary makes up; `which` tells it from others. */
  alien(sort: ElementKind, which = ''): Value {
    const whose = 'the adversary';
    const name = `${sort} of ${whose}${which === '' ? '' : `, ${which}`}`;
    const made = { kind: 'atom', sort, name, element: sort, whose, guessable: false } as const;
    return this.#make(`alien ${name}`, { ...made, origin: 'adversary' });
  }

  /** Somebody who may play some roles, in most models one alone. */
  agent(roles: readonly string[], name: string): Value {
    return this.#make(`agent ${name}`, { kind: 'agent', roles, name });
  }

  /** Everybody who takes part. */
  get agents(): readonly Value[] {
    return [...this.#made.values()].filter(({ kind }) => kind === 'agent');
  }

  /** Any value of a sort; its name tells it from others. */
  unknown(name: string, sort: Sort): Value {
    return this.#make(`unknown ${sort} ${name}`, { kind: 'unknown', sort, name });
  }

  constant(name: string): Value {
    return this.#make(`constant ${name}`, { kind: 'constant', name });
  }

  number(count: number): Value {
    return this.#make(`number ${String(count)}`, { kind: 'number', count });
  }

  tuple(parts: readonly Value[]): Value {
    const [first, ...rest] = parts;
    if (this.#nested && first !== undefined && rest.length > 1) return this.tuple([first, this.tuple(rest)]);
    return this.#make(`tuple ${ids(parts)}`, { kind: 'tuple', parts });
  }

  /** What everybody starts powers from. */
  get generator(): Value {
    return this.#power(null, []);
  }

  /** A value raised to one more exponent; null for the generator. */
  power(base: Value | null, exponent: Value): Value {
    const inner = base?.kind === 'power' ? base : { base, exponents: [] };
    const exponents = [...inner.exponents, exponent].toSorted((one, other) => one.id - other.id);
    return this.#power(inner.base, exponents);
  }

  #power(base: Value | null, exponents: readonly Value[]): Value {
    const key = `power ${base === null ? '' : String(base.id)} ${ids(exponents)}`;
    return this.#make(key, { kind: 'power', base, exponents });
  }

  /** What a primitive makes; of `dh` the key is the private half of one pair, the content the public one of another. */
  apply(primitive: Primitive, key: Value | null, content: Value, associated: Value | null): Value {
    if (primitive === 'dh') {
      if (key === null) throw new RangeError('an agreement has a private half');
      return this.power(content, key);
    }
    const other = associated ?? this.none;
    return this.#make(`${primitive} ${key === null ? '' : String(key.id)} ${ids([content, other])}`, {
      kind: 'apply',
      primitive,
      key,
      content,
      associated: other,
    });
  }

  #atom({ kind, name, entropy }: Declared, whose: string, origin: 'before' | 'run'): Value {
    const guessable = entropy === 'low' && kind !== 'counter' && kind !== 'timestamp' && kind !== 'constant';
    const called = `${name} of ${whose}`;
    const atom = { kind: 'atom', sort: kind, name: called, element: name, whose, guessable, origin } as const;
    return this.#make(`${origin} ${called}`, atom);
  }

  #make(key: string, made: Unnumbered<Value>): Value {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const value: Value = { ...made, id: this.#made.size };
    this.#made.set(key, value);
    return value;
  }
}

/** A value in words, for people who look at how a world went. */
export function formatValue(value: Value): string {
  switch (value.kind) {
    case 'atom':
    case 'agent':
    case 'constant':
    case 'unknown':
      return value.name;
    case 'number':
      return `#${String(value.count)}`;
    case 'none':
      return '-';
    case 'tuple':
      return `(${value.parts.map(formatValue).join(', ')})`;
    case 'power':
      return `${value.base === null ? 'g' : formatValue(value.base)}^${value.exponents.map(formatValue).join('^')}`;
    case 'apply': {
      const key = value.key === null ? '' : `[${formatValue(value.key)}]`;
      const beside = value.associated.kind === 'none' ? '' : ` ; ${formatValue(value.associated)}`;
      return `${value.primitive}${key}(${formatValue(value.content)}${beside})`;
    }
  }
}

function ids(values: readonly Value[]): string {
  return values.map(({ id }) => String(id)).join(' ');
}
