import { isOfSort, plainComparison, type Comparison } from './comparison.ts';
import { raised, standsIn, type Finding, type Unknowns } from './unknowns.ts';
import type { AppliedValue, Primitive, Sort, Value, Values } from './value.ts';

type Power = Extract<Value, { readonly kind: 'power' }>;

/**
 * Compares values that are partly unknown. Where something is not as it should be, and would be if an unknown part were
 * another value, that is what was last `wanted`: the most general one.
 */
export class Narrowing implements Comparison {
  readonly #values: Values;
  readonly #unknowns: Unknowns;
  /** The place in the phase at which the run is. */
  readonly #place: () => number;
  wanted: Finding | null = null;

  constructor(values: Values, unknowns: Unknowns, place: () => number) {
    this.#values = values;
    this.#unknowns = unknowns;
    this.#place = place;
  }

  same(one: Value, other: Value): boolean {
    if (one !== other) this.wanted = this.#difference(one, other);
    return one === other;
  }

  isOf(value: Value, sort: Sort): boolean {
    const isRight = isOfSort(value, sort);
    if (!isRight) this.wanted = this.#become(value, () => this.#fresh(sort));
    return isRight;
  }

  partsOf(value: Value, count: number): readonly Value[] | null {
    const parts = plainComparison.partsOf(value, count);
    if (parts === null) {
      this.wanted = this.#become(value, () =>
        this.#values.tuple(Array.from({ length: count }, () => this.#fresh('any'))),
      );
    }
    return parts;
  }

  madeWith(value: Value, primitive: Primitive, beside: boolean): AppliedValue | null {
    const made = plainComparison.madeWith(value, primitive, beside);
    if (made === null) {
      this.wanted = this.#become(value, () => {
        const key = primitive === 'hash' ? null : this.#fresh('any');
        return this.#values.apply(primitive, key, this.#fresh('any'), beside ? this.#fresh('any') : null);
      });
    }
    return made;
  }

  #fresh(sort: Sort): Value {
    return this.#unknowns.fresh(sort, this.#place());
  }

  #become(value: Value, wanted: () => Value): Finding | null {
    return value.kind === 'unknown' && value.sort === 'any' ? { unknown: value, value: wanted() } : null;
  }

  // What makes two values more alike: the first difference between them is gone with it.
  #difference(one: Value, other: Value): Finding | null {
    if (one.kind === 'unknown' && other.kind === 'unknown') {
      // What came first stays, unless it may be more than the other.
      const later = this.#unknowns.since(one) >= this.#unknowns.since(other) ? one : other;
      const earlier = later === one ? other : one;
      return this.#bind(later, earlier) ?? this.#bind(earlier, later);
    }
    if (one.kind === 'unknown') return this.#bind(one, other);
    if (other.kind === 'unknown') return this.#bind(other, one);
    if (one.kind === 'tuple' && other.kind === 'tuple' && one.parts.length === other.parts.length)
      return this.#firstOf(one.parts, other.parts);
    if (one.kind === 'apply' && other.kind === 'apply' && one.primitive === other.primitive) {
      const [ours, theirs] = [one, other].map(({ key, content, associated }) => [
        ...(key === null ? [] : [key]),
        content,
        associated,
      ]);
      return this.#firstOf(ours ?? [], theirs ?? []);
    }
    return one.kind === 'power' && other.kind === 'power' ? this.#differentPowers(one, other) : null;
  }

  #firstOf(ours: readonly Value[], theirs: readonly Value[]): Finding | null {
    const index = ours.findIndex((part, place) => part !== theirs[place]);
    const [mine, other] = [ours[index], theirs[index]];
    return mine === undefined || other === undefined ? null : this.#difference(mine, other);
  }

  // Without the exponents that both have, one is an unknown base, or both are one exponent.
  #differentPowers(one: Power, other: Power): Finding | null {
    const [mine, rest] = [without(one.exponents, other.exponents), without(other.exponents, one.exponents)];
    const [left, right] = [raised(one.base, mine, this.#values), raised(other.base, rest, this.#values)];
    if (mine.length === 0 && one.base !== null && right !== null) return this.#difference(one.base, right);
    if (rest.length === 0 && other.base !== null && left !== null) return this.#difference(left, other.base);
    if (one.base !== other.base || mine.length !== 1) return null;
    return this.#firstOf(mine, rest);
  }

  #bind(unknown: Value, value: Value): Finding | null {
    if (unknown.kind !== 'unknown' || !isOfSort(value, unknown.sort)) return null;
    return standsIn(unknown, value) ? null : { unknown, value };
  }
}

function without(values: readonly Value[], others: readonly Value[]): readonly Value[] {
  const left = [...others];
  return values.filter((value) => {
    const index = left.indexOf(value);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
