import { createHash } from 'node:crypto';

/** A short print of a value, equal for equal ones; maps and sets included. */
export function printOf(value: unknown): string {
  return hashOf(JSON.stringify(value, (_, inside: unknown) => plain(inside)));
}

// Words that stand for kinds of things, and sorts that engines know.
const kinds = new Set(['kind', 'trust', 'purpose', 'rule']);
const sorts = new Set(['any', 'counter', 'timestamp']);

/** A print of a protocol, equal for those that differ only in how roles, messages, values and events are called. */
export function namelessPrintOf(protocol: unknown): string {
  const numbers = new Map<string, number>();
  return hashOf(
    JSON.stringify(protocol, (key, inside: unknown) => {
      if (typeof inside !== 'string' || kinds.has(key) || sorts.has(inside)) return plain(inside);
      const number = numbers.get(inside) ?? numbers.size;
      numbers.set(inside, number);
      return `#${number}`;
    }),
  );
}

function plain(inside: unknown): unknown {
  if (inside instanceof Map) return ['map', ...inside];
  return inside instanceof Set ? ['set', ...inside] : inside;
}

function hashOf(written: string): string {
  return createHash('sha256').update(written).digest('hex');
}
