import type { Message } from '#core/protocol/message.ts';
import { messagesOf, type Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * How many symbols, values and variables a protocol may have, written out. Every abstraction, every search and every
 * export writes it out again and again, where nothing looks at whether to stop.
 */
export const maximalWrittenSize = 200_000;

/**
 * How many symbols, values and variables a protocol has when it is written out. Messages may share their parts, so that
 * this is found without writing them out; infinite where it is past counting.
 */
export function writtenSize({ roles, exposures, queries }: Protocol): number {
  const known = new Map<Message, number>();
  // Parts before what they are parts of, without recursion: a message may be deeper than the stack.
  const sizeOf = (whole: Message): number => {
    const waiting = [whole];
    for (let message = waiting.at(-1); message !== undefined; message = waiting.at(-1)) {
      const parts = message.kind === 'apply' ? message.args : [];
      const open = known.has(message) ? [] : parts.filter((part) => !known.has(part));
      if (open.length === 0) {
        waiting.pop();
        known.set(
          message,
          parts.reduce((sum, part) => sum + (known.get(part) ?? 1), 1),
        );
      } else for (const part of open) waiting.push(part);
    }
    return known.get(whole) ?? 1;
  };
  const messages = [
    ...roles.flatMap(({ steps }) => steps.flatMap(messagesOf)),
    ...exposures.map(({ message }) => message),
    ...queries.flatMap(messagesOfQuery),
  ];
  return messages.reduce((sum, message) => sum + sizeOf(message), 0);
}

function messagesOfQuery(query: Query): readonly Message[] {
  return query.kind === 'correspondence'
    ? [query.end, ...query.needs, ...(query.enough === undefined ? [] : [query.enough])].flatMap(
        ({ args }) => args,
      )
    : [];
}
