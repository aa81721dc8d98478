import { replay } from '#core/kernel/execution.ts';
import { groundMessage } from '#core/kernel/value.ts';
import { honestAgentSort, isAdversaryConstant, type GroundMessage } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { startsOf, type Trace } from '#core/protocol/trace.ts';

/** One message of an attack on an imported model, or the beginning of a phase. Runs count from 1. */
export type AttackStep =
  | {
      readonly kind: 'send' | 'receive';
      readonly run: number;
      readonly role: string;
      readonly label: string;
      readonly message: string;
    }
  | { readonly kind: 'phase'; readonly phase: number };

/**
 * An attack message by message, in the model's names: fresh values with their run, agents as `honest 1` or
 * `dishonest`, values that the adversary makes up as `made up 1`. Empty when the replay refuses the trace.
 */
export function attackSteps(protocol: Protocol, trace: Trace): readonly AttackStep[] {
  const execution = replay(protocol, trace);
  if ('code' in execution) return [];
  const roles = startsOf(trace).map(({ role }) => role);
  const steps: AttackStep[] = [];
  trace.actions.forEach((action, index) => {
    if (action.kind === 'phase') steps.push({ kind: 'phase', phase: action.phase });
    const passed = execution.transmissions.find((each) => each.action === index);
    if (passed === undefined) return;
    const { kind, run, label } = passed;
    const message = written(groundMessage(passed.message));
    steps.push({ kind, run: run + 1, role: roles[run] ?? '', label, message });
  });
  return steps;
}

function written(message: GroundMessage): string {
  switch (message.kind) {
    case 'fresh':
      return `${message.name}#${message.run + 1}`;
    case 'constant':
      return constantName(message.name);
    case 'apply':
      return `${message.symbol}(${message.args.map(written).join(', ')})`;
  }
}

function constantName(name: string): string {
  const isHonest = honestAgentSort(name) !== null;
  if (!isHonest && !isAdversaryConstant(name)) return name;
  const number = /\d+$/u.exec(name)?.[0];
  if (isHonest) return `honest ${number ?? ''}`;
  return number === undefined ? 'dishonest' : `made up ${number}`;
}
