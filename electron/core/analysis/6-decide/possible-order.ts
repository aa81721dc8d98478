import { Replayer } from '#core/kernel/execution.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Trace, TraceAction } from '#core/protocol/trace.ts';

/**
 * The actions of a trace in an order in which they can happen: each in its place, or as soon after it as the replay accepts
 * it, those of a run in their order and none past the end of its phase. What a run receives may come from a sending that
 * the trace has later. What can happen at no time is left out, with what its run does after it.
 */
export function inPossibleOrder(protocol: Protocol, { actions }: Trace): Trace {
  const replayer = new Replayer(protocol);
  const taken: TraceAction[] = [];
  const take = (action: TraceAction): boolean => {
    if (replayer.take(action, taken.length) !== null) return false;
    taken.push(action);
    return true;
  };
  let waiting: readonly TraceAction[] = [];
  for (const action of actions) {
    waiting = [...waiting, action];
    if (action.kind !== 'phase' && isBlocked(action, waiting)) continue;
    if (action.kind === 'phase') waiting = [];
    else if (take(action)) waiting = takePossible(waiting.slice(0, -1), take);
    if (action.kind === 'phase' && !take(action)) break;
  }
  return { actions: taken };
}

// An earlier action of the same run waits.
function isBlocked(action: TraceAction, waiting: readonly TraceAction[]): boolean {
  const [first] = waiting.filter((other) => runOf(other) === runOf(action));
  return first !== action;
}

function runOf(action: TraceAction): number | null {
  return action.kind === 'phase' ? null : action.run;
}

// Takes what waits, over and over, as far as that goes; gives what still waits.
function takePossible(
  waiting: readonly TraceAction[],
  take: (action: TraceAction) => boolean,
): readonly TraceAction[] {
  const left = [...waiting];
  let index = 0;
  while (index < left.length) {
    const action = left[index];
    if (action === undefined || isBlocked(action, left) || !take(action)) index += 1;
    else {
      left.splice(index, 1);
      index = 0;
    }
  }
  return left;
}
