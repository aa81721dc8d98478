import { Replayer, type Execution, type Transmission } from '#core/kernel/execution.ts';
import type { Value } from '#core/kernel/value.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Trace } from '#core/protocol/trace.ts';

/** A message that an attack is told by. */
export type Shown = Transmission;

/**
 * What an attack is told by, in order: what was sent and received as messages of the protocol, and what was handed to the
 * adversary that it could not have without. What one run hands on to another nobody sees.
 */
export function shownOf(
  protocol: Protocol,
  trace: Trace,
  { transmissions }: Pick<Execution, 'transmissions'>,
): readonly Shown[] {
  const known = knownBefore(protocol, trace);
  return transmissions.filter(
    ({ purpose, action }) => purpose === null || (purpose === 'leak' && !known.has(action)),
  );
}

// The actions that hand something to the adversary that it has already.
function knownBefore(protocol: Protocol, trace: Trace): ReadonlySet<number> {
  const replayer = new Replayer(protocol);
  const found = new Set<number>();
  for (const [index, action] of trace.actions.entries()) {
    const step = action.kind === 'step' ? replayer.nextStep(action.run) : undefined;
    if (action.kind === 'step' && step?.kind === 'send' && step.purpose === 'leak') {
      const value: Value | null = replayer.valueIn(action.run, step.message);
      if (value !== null && replayer.execution().adversary.derives(value)) found.add(index);
    }
    replayer.take(action, index);
  }
  return found;
}
