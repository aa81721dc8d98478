import type { Sort } from '#core/protocol/message.ts';

const agentPrefix = 'agent ';
const statePrefix = 'state of ';

/** The sort of the agents that play an entity. */
export function agentSort(entity: string): Sort {
  return `${agentPrefix}${entity}`;
}

/** The entity that the agents of a sort play; the sort itself where it is none of agents. */
export function entityOf(sort: Sort): string {
  return sort.startsWith(agentPrefix) ? sort.slice(agentPrefix.length) : sort;
}

/** The label under which an entity hands its state on after the phase of this index. */
export function stateLabel(entity: string, index: number): string {
  return `${statePrefix}${entity} after ${index}`;
}

/** Whether a label is no message of the model but a state that is handed on. */
export function isStateLabel(label: string): boolean {
  return label.startsWith(statePrefix);
}
