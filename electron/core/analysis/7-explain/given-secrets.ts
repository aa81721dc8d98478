import { isSecretOfHonest } from './attack-needs.ts';
import { evaluate, type Binding } from '#core/kernel/pattern.ts';
import type { Execution } from '#core/kernel/execution.ts';
import type { Value } from '#core/kernel/value.ts';
import type { AttackType } from '#core/attack-type.ts';
import { isAdversaryConstant } from '#core/protocol/message.ts';
import type { Exposure, Protocol } from '#core/protocol/protocol.ts';
import { startsOf, type Trace } from '#core/protocol/trace.ts';

/** A secret that the adversary has without having seen it in a message; `action` is the index of the action before which. */
export interface GivenSecret {
  /** `given` by what is assumed of it, or `brought` by a dishonest participant. */
  readonly kind: 'given' | 'brought';
  readonly value: Value;
  readonly action: number;
}

/** The secrets of honest agents that an attack of these types rests on and that no run hands out, as far as it uses them. */
export function givenSecrets(
  protocol: Protocol,
  trace: Trace,
  execution: Execution,
  types: readonly AttackType[],
): readonly GivenSecret[] {
  const isGiven = types.includes('key-compromise') || types.includes('key-compromise-impersonation');
  const isBrought = types.includes('insider');
  const used = usedIn(execution);
  const found = new Map<Value, GivenSecret>();
  for (const exposure of protocol.exposures) {
    const isInsiders = exposure.insider === true;
    if (!(isInsiders ? isBrought : isGiven) || !isSecretOfHonest(exposure.message)) continue;
    for (const binding of instancesOf(exposure, trace, execution)) {
      const value = evaluate(exposure.message, binding, execution.table);
      if (value === null || !used.has(value) || found.has(value)) continue;
      const kind = isInsiders ? 'brought' : 'given';
      found.set(value, { kind, value, action: beginningOf(exposure.fromPhase, trace) });
    }
  }
  return [...found.values()];
}

// Every value in a message of the attack, at any depth.
function usedIn({ transmissions, occurrences }: Execution): ReadonlySet<Value> {
  const found = new Set<Value>();
  const visit = (value: Value): void => {
    if (found.has(value)) return;
    found.add(value);
    value.args.forEach(visit);
  };
  for (const { message } of transmissions) visit(message);
  for (const { args } of occurrences) args.forEach(visit);
  return found;
}

// Among the honest agents that take part.
function instancesOf({ variables }: Exposure, trace: Trace, { table }: Execution): readonly Binding[] {
  const agents = startsOf(trace).flatMap((start) => [...start.agents.values()]);
  const values = new Set(
    agents.flatMap((agent) =>
      agent.kind === 'constant' && !isAdversaryConstant(agent) ? [table.constant(agent)] : [],
    ),
  );
  let bindings: readonly Binding[] = [new Map()];
  for (const [name, sort] of variables) {
    const own = [...values].filter((value) => value.sort === sort);
    bindings = bindings.flatMap((binding) => own.map((agent) => new Map([...binding, [name, agent]])));
  }
  return bindings;
}

// The action before which a phase has come; after all of them where it never comes.
function beginningOf(phase: number, { actions }: Trace): number {
  if (phase === 0) return 0;
  const index = actions.findIndex((action) => action.kind === 'phase' && action.phase >= phase);
  return index < 0 ? actions.length : index;
}
