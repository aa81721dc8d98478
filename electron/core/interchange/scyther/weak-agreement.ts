import { replay } from '#core/kernel/execution.ts';
import type { GroundMessage } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import { startsOf, type Trace } from '#core/protocol/trace.ts';

/**
 * Whether a trace violates weak agreement as Scyther has it, whoever plays which roles: a claim is reached, and some
 * agent that it needs has no run, of any protocol but the helpers, with the same set of agents.
 */
export function breaksWeakAgreement(
  protocol: Protocol,
  query: Extract<Query, { kind: 'correspondence' }>,
  trace: Trace,
): boolean {
  const execution = replay(protocol, trace);
  if ('code' in execution) return false;
  const runs = startsOf(trace).map(({ role, agents }) => {
    const self = protocol.roles.find(({ name }) => name === role)?.self ?? '';
    return { role, agents, actor: nameOf(agents.get(self)), all: setOf([...agents.values()].map(nameOf)) };
  });
  const claims = execution.occurrences.filter(({ event, counts }) => counts && event === query.end.event);
  return claims.some(({ run, at }) => {
    const claiming = runs[run];
    if (claiming === undefined) return false;
    const present = runs.filter(
      (other, number) =>
        other.all === claiming.all &&
        !other.role.startsWith('@') &&
        execution.transmissions.some((each) => each.run === number && each.action < at),
    );
    return query.needs.some((need) => {
      const agent = nameOf(claiming.agents.get(need.run));
      return !present.some(({ actor }) => actor === agent);
    });
  });
}

function setOf(names: readonly string[]): string {
  return JSON.stringify([...new Set(names)].toSorted());
}

function nameOf(agent: GroundMessage | undefined): string {
  return agent?.kind === 'constant' ? agent.name : '';
}
