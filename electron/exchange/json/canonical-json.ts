/**
 * The one JSON text of a value, as RFC 8785 has it: no space, the keys of an object in the order of their UTF-16 code
 * units, strings and numbers as ECMAScript writes them. A property without a value is left out. Throws a TypeError for
 * what JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) return objectText(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('a number without JSON');
  const text: unknown = JSON.stringify(value);
  if (typeof text !== 'string') throw new TypeError('a value without JSON');
  return text;
}

function objectText(value: object): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** The UTF-8 bytes of the canonical JSON of a value. */
export function canonicalBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value));
}
