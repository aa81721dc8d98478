import type { Carried, Occurrences } from '#core/interchange/proverif/occurrences.ts';
import { declared, types, type TermWriter } from '#core/interchange/proverif/terms.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/**
 * Declares a table for every label whose messages the adversary does not carry: its ends, where the channel has ends,
 * the message, and the name of the sending where it is delivered once. Which receipt takes which sending is an event
 * then, and a restriction leaves out executions in which two receipts take the same.
 */
export function deliveryDeclarations(
  protocol: Protocol,
  occurrences: Occurrences,
  writer: TermWriter,
): readonly string[] {
  const { names } = writer;
  return [...occurrences.labels].flatMap(([label, carried]) => {
    if (carried.trust === 'public' && !protocol.passive) return [];
    const table = `table ${names.of('message', label)}(${types(columnsOf(carried))}).`;
    if (!carried.once) return [table];
    const delivered = names.beside('message', label, 'delivered');
    const pool = names.locals();
    const sending = pool.take('sending', 'sending');
    const [one, other] = [pool.take('one', 'one'), pool.take('other', 'other')];
    const fact = (receipt: string): string => `event(${delivered}(${sending}, ${receipt}))`;
    return [
      table,
      `event ${delivered}(${types(2)}).`,
      `restriction ${declared([sending, one, other])};\n  ${fact(one)} && ${fact(other)} ==> ${one} = ${other}.`,
    ];
  });
}

function columnsOf({ trust, once }: Carried): number {
  return trust === 'public' ? 1 : once ? 4 : 3;
}
