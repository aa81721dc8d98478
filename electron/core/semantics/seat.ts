import type { Value } from './value.ts';

/** Who takes part, by role, as one run sees it. */
export type Partners = ReadonlyMap<string, Value>;

/** Who plays a role among partners. */
export function agentOf(role: string, partners: Partners): Value {
  const agent = partners.get(role);
  if (agent === undefined) throw new RangeError('every role is played by somebody');
  return agent;
}

/** A run that may take place in every phase: an entity with its partners; `copy` tells runs with the same ones apart. */
export interface Seat {
  readonly role: string;
  readonly partners: Partners;
  readonly copy: number;
}
