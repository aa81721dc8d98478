import { Replayer } from './execution.ts';
import { groundMessage } from './value.ts';
import { honestAgent, type GroundMessage } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { startsOf, type Trace, type TraceAction } from '#core/protocol/trace.ts';

/**
 * One run of each role among the same honest agents, every message delivered to the role that expects its
 * label, as far as that goes: what happens when nobody attacks. Attacks that repeat what was said start here. Where
 * `cancelled` says so, which is asked before every action, it ends early.
 */
export function honestTrace(protocol: Protocol, cancelled: () => boolean = () => false): Trace {
  const replayer = new Replayer(protocol);
  const actions: TraceAction[] = [];
  const take = (action: TraceAction): boolean => {
    if (cancelled() || replayer.take(action, actions.length) !== null) return false;
    actions.push(action);
    return true;
  };
  for (const role of protocol.roles) {
    if (cancelled()) return { actions };
    const agents = new Map<string, GroundMessage>();
    role.parameters.forEach(({ name, sort }, position) => {
      // Where roles share one sort of agents, they are still played by different ones.
      const shared = role.parameters.some((other) => other.sort === sort && other.name !== name);
      agents.set(name, honestAgent(sort, shared ? position : 0));
    });
    take({ kind: 'start', run: actions.length, role: role.name, agents });
  }
  const runs = [...actions.keys()];
  for (let phase = 0; phase < protocol.phases; phase += 1) {
    if (phase > 0 && !take({ kind: 'phase', phase })) break;
    let progress = true;
    while (progress) progress = runs.map((run) => advance(replayer, run, phase, take)).includes(true);
  }
  return { actions };
}

/**
 * A trace that the replay accepts, with every run of it taken on, message by message, as far as what was sent under
 * the expected labels takes it. What one entity suffers, others may suffer a little later.
 */
export function continueHonestly(protocol: Protocol, trace: Trace): Trace {
  const replayer = new Replayer(protocol);
  const actions: TraceAction[] = [];
  const take = (action: TraceAction): boolean => {
    if (replayer.take(action, actions.length) !== null) return false;
    actions.push(action);
    return true;
  };
  const goOn = (phase: number): void => {
    const runs = [...startsOf({ actions }).keys()];
    let progress = true;
    while (progress) progress = runs.map((run) => advance(replayer, run, phase, take)).includes(true);
  };
  let phase = 0;
  for (const action of trace.actions) {
    if (action.kind === 'phase') {
      goOn(phase);
      phase = action.phase;
    }
    // A step that was taken on the way already is not taken again.
    take(action);
  }
  goOn(phase);
  while (phase + 1 < protocol.phases) {
    phase += 1;
    if (!take({ kind: 'phase', phase })) break;
    goOn(phase);
  }
  return { actions };
}

// Takes steps of a run until one cannot be taken yet; tells whether any was.
function advance(
  replayer: Replayer,
  run: number,
  phase: number,
  take: (action: TraceAction) => boolean,
): boolean {
  let moved = false;
  for (;;) {
    const step = replayer.nextStep(run);
    if (step?.phase !== phase) return moved;
    if (step.kind !== 'receive') {
      if (!take({ kind: 'step', run, received: null })) return moved;
    } else {
      const sent = replayer
        .execution()
        .transmissions.filter(
          ({ kind, label, run: by }) => kind === 'send' && label === step.label && by !== run,
        );
      const delivered = sent.some(({ message }) =>
        take({ kind: 'step', run, received: groundMessage(message) }),
      );
      if (!delivered) return moved;
    }
    moved = true;
  }
}
