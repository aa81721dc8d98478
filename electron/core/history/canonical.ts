/**
 * A value in the one form in which it is hashed and compared: JSON without blanks, the names of an object in the order of their
 * UTF-16 units, lists in their own. What is `undefined` is left out of an object. Equal values give equal texts whatever order
 * their names were written in.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return `[${items.map(canonicalJson).join(',')}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const written = entries
    .filter(([, each]) => each !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, each]) => `${JSON.stringify(name)}:${canonicalJson(each)}`);
  return `{${written.join(',')}}`;
}
