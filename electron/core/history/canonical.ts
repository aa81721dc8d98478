/**
 * A value in the one form in which it is hashed and compared: JSON without blanks, the names of an object in the order of their
 * UTF-16 units, lists in their own. What is `undefined` is left out of an object, and null in a list. Equal values give equal texts whatever order
 * their names were written in.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return `[${items.map(canonicalJson).join(',')}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const written = entries
    .filter(([, each]) => each !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, each]) => `${JSON.stringify(name)}:${canonicalJson(each)}`);
  return `{${written.join(',')}}`;
}

/** True if two values have the same canonical form. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return canonicalJson(one) === canonicalJson(other);
  }
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [new Map<string, unknown>(said(one)), new Map<string, unknown>(said(other))];
  return (
    left.size === right.size &&
    [...left].every(([name, value]) => right.has(name) && isSameValue(value, right.get(name)))
  );
}

function said(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, each]) => each !== undefined);
}
