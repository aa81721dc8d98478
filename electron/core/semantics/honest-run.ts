import { plainComparison } from './comparison.ts';
import type { Course, Start } from './course.ts';
import { leftBy } from './left.ts';
import { startsApart, WorldMemory } from './memory.ts';
import { Run, type Surroundings } from './run.ts';
import { Beginnings, exchange } from './beginnings.ts';
import type { Text } from './text.ts';
import { Values } from './value.ts';

/** How the text goes where nobody attacks: one honest agent of every role, every message delivered as it was sent. */
export interface HonestRun {
  /** The roles that come to the end of a phase with an adversary, as `role phase`: what is missing, the text cannot do. */
  readonly completed: ReadonlySet<string>;
  /** True where every role comes to the end of every phase, those before the adversary included. */
  readonly isWhole: boolean;
  /** What every role begins each phase with an adversary with, in the order of the phases. */
  readonly starts: readonly ReadonlyMap<string, Start>[];
  /** The runs of these phases. */
  readonly runs: readonly Course[];
}

/** Lets one honest agent of every role go through the whole text; `typed`: receivers tell the kinds of values apart. */
export function honestRun(text: Text, values = new Values(), typed = true): HonestRun {
  // No number is taken for another.
  const memory = new WorldMemory(values, startsApart(text.numbers));
  const roles = text.model.entities.map(({ name }) => name);
  const partners = new Map(roles.map((role) => [role, values.agent([role], role)]));
  const world: Surroundings = {
    text,
    values,
    typed,
    comparison: plainComparison,
    freshValue: (element, run) => values.fresh(element, run.name),
  };
  const completed = new Set<string>();
  const all: Course[] = [];
  const arrival = new Beginnings(text, values, typed).arrival(partners, memory);
  const starts = [arrival.starts];
  let isWhole = arrival.complete;
  for (const phase of text.open) {
    const runs = [...(starts.at(-1) ?? [])].map(
      ([role, start]) =>
        new Run(world, `${role} in ${phase.name}`, { role, partners, copy: 0 }, phase, start),
    );
    const isThrough = exchange(runs, memory);
    isWhole &&= isThrough;
    for (const run of runs) if (run.isCompleted) completed.add(`${run.role} ${phase.name}`);
    all.push(...runs);
    starts.push(new Map(runs.map((run) => [run.role, leftBy(run, text)])));
  }
  return { completed, isWhole, starts, runs: all };
}
