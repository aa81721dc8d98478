import { replay, type Execution, type EventOccurrence } from '#core/kernel/execution.ts';
import type { GroundMessage, Message } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace } from '#core/protocol/trace.ts';

/** The value of a constant in an undisturbed session, and by whom the fresh values in it are generated. */
export interface HonestValue {
  readonly value: Message;
  readonly makers: ReadonlyMap<string, string>;
}

/** Values of more symbols are not compared. */
const largest = 500;

/** True when a value is small enough to be compared with what was received. */
export function isComparable(value: Message): boolean {
  let count = 0;
  const visit = (message: Message): boolean => {
    count += 1;
    if (count > largest) return false;
    return message.kind !== 'apply' || message.args.every(visit);
  };
  return visit(value);
}

/**
 * True when a trace that violates the query of an authentication is a failure for Verifpal too: some value that was
 * relied on had not been sent, and is not what it is in the n-th session of all principals, for any n.
 */
export function isFailure(
  protocol: Protocol,
  query: Extract<Query, { kind: 'correspondence' }>,
  { value, makers }: HonestValue,
  trace: Trace,
): boolean {
  const execution = replay(protocol, trace);
  if ('code' in execution) return false;
  const ofEvent = (event: string | undefined): readonly EventOccurrence[] =>
    execution.occurrences.filter((each) => each.event === event);
  const sessions = execution.roles.map((_, session) => inSession(value, session, makers, execution));
  const honest = sessions.flatMap((each) => (each === null ? [] : [execution.table.read(each)]));
  return ofEvent(query.end.event).some(({ at, args: [relied] }) => {
    const sent = ofEvent(query.needs[0]?.event).some((each) => each.at < at && each.args[0] === relied);
    return relied !== undefined && !sent && !honest.includes(relied);
  });
}

// The value in the session of this number, counted from 0; null where there are not so many runs of each maker.
function inSession(
  message: Message,
  session: number,
  makers: ReadonlyMap<string, string>,
  execution: Execution,
): GroundMessage | null {
  switch (message.kind) {
    case 'constant':
      return message;
    case 'variable':
      return null;
    case 'fresh': {
      const maker = makers.get(message.name);
      const runs = execution.roles.flatMap((role, run) => (role === maker ? [run] : []));
      const run = runs[session];
      return run === undefined ? null : { ...message, run };
    }
    case 'apply': {
      const args = message.args.map((argument) => inSession(argument, session, makers, execution));
      const known = args.filter((argument) => argument !== null);
      return known.length === args.length ? { ...message, args: known } : null;
    }
  }
}
