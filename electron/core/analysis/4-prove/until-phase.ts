import { eventsOf } from './of-protocol.ts';
import { withRoles } from './with-roles.ts';
import { endEvents } from './goal.ts';
import { largest } from '#core/largest.ts';
import type { Protocol, Role } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * The last phase that matters for a query: what happens later is in no violation of it. Everything that violates
 * it, secrecy apart, has happened with the last event that it starts from, and the phase of the whole system only
 * grows. A secret may be lost at any time.
 */
export function lastPhase(protocol: Protocol, query: Query): number {
  const last = protocol.phases - 1;
  if (query.kind === 'secrecy' || query.kind === 'equal') return last;
  const told = endEvents(query).flatMap((event) => eventsOf(protocol).get(event) ?? []);
  return Math.min(last, largest(told.map(({ step }) => step.phase)));
}

/**
 * What a protocol comes to up to the end of a phase: its steps, exposures and deductions until then. Its traces
 * are exactly those of the whole that go no further.
 */
export function untilPhase(protocol: Protocol, last: number): Protocol {
  if (last >= protocol.phases - 1) return protocol;
  const { theory, exposures } = protocol;
  const roles = protocol.roles.map((role) => cut(role, last)).filter(({ steps }) => steps.length > 0);
  return withRoles(
    {
      ...protocol,
      theory: { ...theory, deductions: theory.deductions.filter(({ fromPhase }) => fromPhase <= last) },
      exposures: exposures.filter(({ fromPhase }) => fromPhase <= last),
      phases: last + 1,
    },
    roles,
  );
}

// A run that waits for a later phase comes to none of its further steps.
function cut(role: Role, last: number): Role {
  const end = role.steps.findIndex(({ phase }) => phase > last);
  return end < 0 ? role : { ...role, steps: role.steps.slice(0, end) };
}
