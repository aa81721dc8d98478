import { AttackWords, type Told, type WriteApplication } from '#core/interchange/format/attack-words.ts';
import { replay } from '#core/kernel/execution.ts';
import { groundMessage } from '#core/kernel/value.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { startsOf, type Trace } from '#core/protocol/trace.ts';

/** One message of an attack on an imported model, or the beginning of a phase. Runs and steps count from 1. */
export type AttackStep =
  | (Told & {
      readonly kind: 'send' | 'receive';
      readonly step: number;
      readonly run: number;
      readonly role: string;
      readonly label: string;
    })
  | { readonly kind: 'phase'; readonly phase: number };

/** An attack message by message, in the words of the model's format. Empty when the replay refuses the trace. */
export function attackSteps(
  protocol: Protocol,
  trace: Trace,
  application: WriteApplication,
): readonly AttackStep[] {
  const execution = replay(protocol, trace);
  if ('code' in execution) return [];
  const roles = startsOf(trace).map(({ role }) => role);
  const words = new AttackWords(application);
  const steps: AttackStep[] = [];
  let number = 0;
  trace.actions.forEach((action, index) => {
    if (action.kind === 'phase') steps.push({ kind: 'phase', phase: action.phase });
    const passed = execution.transmissions.find((each) => each.action === index);
    if (passed === undefined) return;
    number += 1;
    const { kind, run, label } = passed;
    const told = words.told(groundMessage(passed.message), number);
    steps.push({ kind, step: number, run: run + 1, role: roles[run] ?? '', label, ...told });
  });
  return steps;
}
