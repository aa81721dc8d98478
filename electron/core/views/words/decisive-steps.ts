import type { TraceRecord } from '#core/analysis/record/trace-record.ts';

/**
 * The steps of an attack in which the adversary does more than let a message pass: it has something handed over,
 * makes a message, takes one for another, or delivers one once more; and the sending of what it uses so. The others
 * lead up to it.
 */
export function decisiveSteps({ steps }: TraceRecord): ReadonlySet<number> {
  const decisive = new Set<number>();
  const delivered = new Set<number>();
  steps.forEach(({ origin, from }, index) => {
    if (origin === null) return;
    const passes = origin === 'delivered' && from !== null && !delivered.has(from);
    if (from !== null) delivered.add(from);
    if (passes) return;
    decisive.add(index);
    if (from !== null) decisive.add(from);
  });
  return decisive;
}
