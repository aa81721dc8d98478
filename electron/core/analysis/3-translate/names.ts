import type { Sort } from '#core/protocol/message.ts';

/** The sort of the agents that play an entity. */
export function agentSort(entity: string): Sort {
  return `agent ${entity}`;
}

/** The label under which an entity hands its state on to its role of this name. */
export function stateLabel(entity: string, role: string): string {
  return `state of ${entity} for ${role}`;
}

/** The label under which an entity hands a term to the adversary in the phase of this index. */
export function leakLabel(term: string, entity: string, index: number): string {
  return `leak of ${term} by ${entity} in ${index}`;
}

/** The label under which the adversary tells a compromised entity what to send as this message. */
export function playLabel(message: string): string {
  return `as ${message}`;
}
