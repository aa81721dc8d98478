import { adversaryConstant, constantSort, honestAgent, type GroundMessage } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Trace, TraceAction } from '#core/protocol/trace.ts';

/** The ways to corrupt a trace, by what is done to it. */
export interface Corruptions {
  readonly dropped: readonly Trace[];
  readonly swapped: readonly Trace[];
  readonly stranger: readonly Trace[];
}

/**
 * A trace with one step left out, with two received messages exchanged, and with another agent in the place of one
 * of a run: a stranger, or the adversary.
 */
export function corruptionsOf(protocol: Protocol, trace: Trace): Corruptions {
  const { actions } = trace;
  const dropped = actions.flatMap((action, index) =>
    action.kind === 'step' ? [{ actions: actions.toSpliced(index, 1) }] : [],
  );
  const received = [...actions.entries()].flatMap(([index, action]) =>
    action.kind === 'step' && action.received !== null ? [{ index, message: action.received }] : [],
  );
  const swapped = received.flatMap((one, at) =>
    received
      .slice(at + 1)
      .filter((other) => JSON.stringify(one.message) !== JSON.stringify(other.message))
      .map((other) => ({
        actions: actions.map((action, index) =>
          index === one.index
            ? withMessage(action, other.message)
            : index === other.index
              ? withMessage(action, one.message)
              : action,
        ),
      })),
  );
  const stranger = actions.flatMap((action, index) =>
    action.kind === 'start'
      ? othersFor(protocol, action).map((agents) => ({ actions: actions.with(index, { ...action, agents }) }))
      : [],
  );
  return { dropped, swapped, stranger };
}

function withMessage(action: TraceAction, received: GroundMessage): TraceAction {
  return action.kind === 'step' ? { ...action, received } : action;
}

function othersFor(
  protocol: Protocol,
  { agents }: Extract<TraceAction, { kind: 'start' }>,
): readonly ReadonlyMap<string, GroundMessage>[] {
  return [...agents].flatMap(([name, agent]) => {
    if (agent.kind !== 'constant') return [];
    const sort = constantSort(agent, protocol);
    return [honestAgent(sort, 97), adversaryConstant(sort)]
      .filter((other) => other.name !== agent.name)
      .map((other) => new Map([...agents, [name, other]]));
  });
}
