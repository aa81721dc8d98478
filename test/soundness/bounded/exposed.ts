import type { Executor, RunState } from './execution.ts';
import type { Ground, GroundTable } from './ground.ts';
import type { Sort } from '#core/protocol/message.ts';
import type { Exposure } from '#core/protocol/protocol.ts';

/** What is exposed of the agents of some runs, and of the dishonest ones, from the beginning up to a phase. */
export function exposed(
  runs: readonly RunState[],
  phase: number,
  executor: Executor,
  table: GroundTable,
): readonly Ground[] {
  const agents = new Set(executor.dishonest);
  for (const { role, environment } of runs) {
    for (const { name } of role.parameters) {
      const agent = environment.get(name);
      if (agent !== undefined) agents.add(agent);
    }
  }
  const of = (sort: Sort): readonly Ground[] => [...agents].filter((agent) => agent.sort === sort);
  return table.protocol.exposures.flatMap((exposure) =>
    exposure.fromPhase > phase ? [] : instancesOf(exposure, of, table),
  );
}

function instancesOf(
  { message, variables }: Exposure,
  of: (sort: Sort) => readonly Ground[],
  table: GroundTable,
): readonly Ground[] {
  let environments: readonly ReadonlyMap<string, Ground>[] = [new Map()];
  for (const [name, sort] of variables) {
    environments = environments.flatMap((each) => of(sort).map((agent) => new Map([...each, [name, agent]])));
  }
  return environments.flatMap((each) => table.value(message, each) ?? []);
}
