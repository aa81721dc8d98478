import type { Message } from '#core/protocol/message.ts';
import { messagesOf, type Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * How many symbols, values and variables a protocol has when it is written out. Messages may share their parts, so that
 * this is found without writing them out; infinite where it is past counting.
 */
export function writtenSize({ roles, exposures, queries }: Protocol): number {
  const known = new Map<Message, number>();
  const sizeOf = (message: Message): number => {
    if (message.kind !== 'apply') return 1;
    const before = known.get(message);
    if (before !== undefined) return before;
    const size = message.args.reduce((sum, argument) => sum + sizeOf(argument), 1);
    known.set(message, size);
    return size;
  };
  const messages = [
    ...roles.flatMap(({ steps }) => steps.flatMap(messagesOf)),
    ...exposures.map(({ message }) => message),
    ...queries.flatMap(messagesOfQuery),
  ];
  return messages.reduce((sum, message) => sum + sizeOf(message), 0);
}

function messagesOfQuery(query: Query): readonly Message[] {
  return query.kind === 'correspondence' ? [query.end, ...query.needs].flatMap(({ args }) => args) : [];
}
