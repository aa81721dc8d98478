import type { Text } from './text.ts';
import type { AppliedValue, Primitive, Sort, Value } from './value.ts';

/** How a receiver finds out what a value is. */
export interface Comparison {
  /** True if two values are the same. */
  same(one: Value, other: Value): boolean;
  /** True if a receiver that tells sorts of values apart takes a value for one of a sort. */
  isOf(value: Value, sort: Sort): boolean;
  /** The parts of a value that is a tuple of so many, or null. */
  partsOf(value: Value, count: number): readonly Value[] | null;
  /** A value as the result of a primitive, without associated data unless `beside` says so; null where it is none. */
  madeWith(value: Value, primitive: Primitive, beside: boolean): AppliedValue | null;
}

/** Values that are known are compared as they are. */
export const plainComparison: Comparison = {
  same: (one, other) => one === other,
  isOf: isOfSort,
  partsOf: (value, count) => (value.kind === 'tuple' && value.parts.length === count ? value.parts : null),
  madeWith: (value, primitive, beside) =>
    value.kind === 'apply' && value.primitive === primitive && (beside || value.associated.kind === 'none')
      ? value
      : null,
};

/** True if a value is of a sort. */
export function isOfSort(value: Value, sort: Sort): boolean {
  if (sort === 'any') return true;
  switch (value.kind) {
    case 'unknown':
      return value.sort === sort;
    case 'number':
      return sort === 'number';
    case 'agent':
      return value.roles.some((role) => sort === `agent ${role}`);
    case 'atom':
      return value.sort === sort;
    case 'constant':
    case 'none':
    case 'tuple':
    case 'power':
    case 'apply':
      return false;
  }
}

/** The sort that a receiver expects under a name or half, as it is written. */
export function sortOf(text: Text, name: string, typed: boolean): Sort {
  if (!typed || name.startsWith('pk(')) return 'any';
  if (text.isRole(name)) return `agent ${name}`;
  if (name.startsWith('sk(')) return 'key-pair';
  return text.isNumber(name) ? 'number' : text.element(name).kind;
}
