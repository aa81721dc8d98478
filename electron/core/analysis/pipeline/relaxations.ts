import { endEvents } from '#core/analysis/4-prove/goal.ts';
import { mapSteps, type Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * A protocol in which the events that queries start from count although some entities are dishonest: `dishonest` names them
 * for each query. Every execution of the one is an execution of the other.
 */
export function withoutHonesty(
  protocol: Protocol,
  dishonest: ReadonlyMap<Query, readonly string[]>,
): Protocol {
  const byEvent = new Map(
    [...dishonest].flatMap(([query, names]) => endEvents(query).map((event) => [event, names])),
  );
  return mapSteps(protocol, (step) => {
    const names = step.kind === 'event' ? byEvent.get(step.event) : undefined;
    if (step.kind !== 'event' || names === undefined) return step;
    return { ...step, honest: step.honest.filter((name) => !names.includes(name)) };
  });
}

/** A protocol whose channels may deliver these messages any number of times. */
export function withRepeatedDelivery(protocol: Protocol, messages: readonly string[]): Protocol {
  return mapSteps(protocol, (step) => {
    if ((step.kind !== 'send' && step.kind !== 'receive') || step.channel.trust === 'public') return step;
    if (!messages.includes(step.label)) return step;
    return { ...step, channel: { ...step.channel, once: false } };
  });
}
