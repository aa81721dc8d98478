import type { AttackPlan } from './attack-plan.ts';
import { channelOf } from './channel.ts';
import { agentSort, playLabel } from './names.ts';
import type { Model, Phase } from '#core/language/model.ts';
import type { Role } from '#core/protocol/protocol.ts';

/**
 * How the adversary plays a compromised entity on channels that it could not write to otherwise: the entity
 * sends, as each of its messages there, whatever it is told.
 */
export function playedRoles(model: Model, phase: Phase, index: number, plan: AttackPlan): readonly Role[] {
  const parameters = model.entities.map(({ name }) => ({ name, sort: agentSort(name, model) }));
  return phase.steps.flatMap((step): readonly Role[] => {
    if (step.kind !== 'message') return [];
    const compromised = plan.compromised.get(step.sender);
    const channel = channelOf(step, phase);
    const writable = channel.trust === 'public' || channel.trust === 'confidential';
    if (compromised === undefined || compromised > index || writable) return [];
    const told = { kind: 'variable', name: 'told' } as const;
    const label = playLabel(step.name);
    return [
      {
        name: `${step.sender} told ${step.name}`,
        parameters,
        self: step.sender,
        sorts: new Map(),
        steps: [
          { kind: 'receive', phase: index, label, pattern: told, channel: { trust: 'public' } },
          { kind: 'send', phase: index, label: step.name, message: told, channel },
        ],
        runs: null,
      },
    ];
  });
}
