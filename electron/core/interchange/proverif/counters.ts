import type { Findings } from '#core/interchange/proverif/diagnosis.ts';
import type { Occurrences } from '#core/interchange/proverif/occurrences.ts';
import { declared, types, type TermWriter } from '#core/interchange/proverif/terms.ts';

/**
 * Declares what is known of counters: nobody accepts one value twice. An event says whose memory accepts which
 * value at which occurrence, and a restriction leaves out executions in which two occurrences have the same value.
 * That a counter only grows is said in the queries (`disorder.ts`), as no restriction speaks of time.
 */
export function counterDeclarations(
  occurrences: Occurrences,
  writer: TermWriter,
  findings: Findings,
): readonly string[] {
  const counters = [...occurrences.counters].flatMap(([counter, holders]) => {
    if (holders.size > 1) findings.obstruct('event-arity', counter);
    const [size = 0] = holders;
    const event = writer.names.of('counter', counter);
    const pool = writer.names.locals();
    const memory = Array.from({ length: size }, () => pool.take('holder', 'holder'));
    const value = pool.take('value', 'value');
    const [one, other] = [pool.take('one', 'one'), pool.take('other', 'other')];
    const fact = (occurrence: string): string =>
      `event(${event}(${[...memory, value, occurrence].join(', ')}))`;
    return [
      `event ${event}(${types(size + 2)}).`,
      `restriction ${declared([...memory, value, one, other])};\n  ${fact(one)} && ${fact(other)} ==> ${one} = ${other}.`,
    ];
  });
  const clocks = [...occurrences.clocks].flatMap((clock) => [
    `event ${writer.names.of('clock', clock)}(${types(1)}).`,
    `event ${writer.names.beside('clock', clock, 'moved')}(${types(1)}).`,
  ]);
  return [...counters, ...clocks];
}
