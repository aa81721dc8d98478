/**
 * How something was before both sides went on.
 *
 * - `absent`: it was not there. - `unknown`: nobody can say, as no common state is held or as common states contradict each
 *   other. Then whatever the sides do not have alike is for somebody to decide.
 */
export type Before<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/** It was this. */
export function known<Value>(value: Value): Before<Value> {
  return { kind: 'known', value };
}

const absent = { kind: 'absent' } as const;
export const unknown = { kind: 'unknown' } as const;

/** A part of what it was; what is absent or unknown is so in all its parts. */
export function partOf<Whole, Part>(before: Before<Whole>, part: (whole: Whole) => Part): Before<Part> {
  return before.kind === 'known' ? known(part(before.value)) : before;
}

/** It was this, or it was not there where that is undefined; unknown stays unknown. */
export function found<Value>(before: Before<unknown>, value: Value | undefined): Before<Value> {
  if (before.kind === 'unknown') return unknown;
  return value === undefined ? absent : known(value);
}
