import { Run, withoutErased, type Start, type Surroundings } from './run.ts';
import { Beginnings, exchange } from './start.ts';
import { Memory } from './memory.ts';
import type { Text } from './text.ts';
import { Values } from './value.ts';

/**
 * Lets one honest agent of every role go through the whole text, with every message delivered as it was sent. Returns the
 * roles that came to the end of a phase with an adversary, as `role phase`: what is missing there, the text cannot do.
 */
export function honestEnds(text: Text): ReadonlySet<string> {
  const values = new Values();
  const memory = new Memory();
  const roles = text.model.entities.map(({ name }) => name);
  const partners = new Map(roles.map((role) => [role, values.agent(role, role)]));
  const world: Surroundings = {
    text,
    values,
    typed: true,
    freshValue: (element, run) => values.fresh(element, run.name),
  };
  let starts: ReadonlyMap<string, Start> = new Beginnings(text, values, true).arrival(
    partners,
    memory,
  ).starts;
  const ends = new Set<string>();
  for (const phase of text.open) {
    const runs = [...starts].map(
      ([role, start]) => new Run(world, `${role} in ${phase.name}`, role, phase, partners, start),
    );
    exchange(runs, memory);
    for (const run of runs) if (run.isCompleted) ends.add(`${run.role} ${phase.name}`);
    starts = new Map(runs.map((run) => [run.role, withoutErased(run.left, run.self, memory)]));
  }
  return ends;
}
