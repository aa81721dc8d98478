import type { Sort } from '#core/protocol/message.ts';

const agentPrefix = 'agent ';
const statePrefix = 'state of ';
const leakPrefix = 'leak of ';
const playPrefix = 'as ';

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

/** True if a label is no message of the model but a state that is handed on. */
export function isStateLabel(label: string): boolean {
  return label.startsWith(statePrefix);
}

/** The label under which an entity hands a term to the adversary in the phase of this index. */
export function leakLabel(term: string, entity: string, index: number): string {
  return `${leakPrefix}${term} by ${entity} in ${index}`;
}

/** True if a label is no message of the model but a leak. */
export function isLeakLabel(label: string): boolean {
  return label.startsWith(leakPrefix);
}

/** The label under which the adversary tells a compromised entity what to send as this message. */
export function playLabel(message: string): string {
  return `${playPrefix}${message}`;
}
