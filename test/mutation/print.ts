import { createHash } from 'node:crypto';

/** A short print of a value, equal for equal ones; maps and sets included. */
export function printOf(value: unknown): string {
  const written = JSON.stringify(value, (_, inside: unknown) => {
    if (inside instanceof Map) return ['map', ...inside];
    return inside instanceof Set ? ['set', ...inside] : inside;
  });
  return createHash('sha256').update(written).digest('hex');
}
