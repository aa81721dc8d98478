import type { Happened, Moment } from './execution.ts';
import type { Environment, Ground, GroundTable } from './ground.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';

/** Tells whether what has happened up to a moment violates a query, by the words of `query.ts`. */
export function isViolated(query: Query, { happened, knowledge }: Moment, table: GroundTable): boolean {
  const of = (event: string): readonly Happened[] =>
    happened.filter((each) => each.event === event && each.counts);
  switch (query.kind) {
    case 'secrecy':
      return of(query.event).some(({ args: [secret] }) => secret !== undefined && knowledge.derives(secret));
    case 'unreachable':
      return of(query.event).length > 0;
    case 'unique':
      return of(query.event).some((one, index) =>
        of(query.event)
          .slice(index + 1)
          .some(
            ({ args }) =>
              args.length === one.args.length && args.every((value, place) => value === one.args[place]),
          ),
      );
    case 'fresh':
      return of(query.event).some(({ args: [value] }) => value !== undefined && !isFresh(value, table));
    case 'correspondence': {
      const partners = partnersOf(query, happened, table);
      return partners.some(({ size }) => size === 0) || (query.injective && !hasPartnersApart(partners));
    }
    case 'equal':
      return false;
  }
}

function isFresh(value: Ground, table: GroundTable): boolean {
  return (
    value.kind === 'fresh' ||
    table.protocol.numberSorts.includes(value.sort) ||
    value.args.some((each) => isFresh(each, table))
  );
}

/** For every end that counts, the runs that the first needed event can be of. */
export function partnersOf(
  { end, needs: needed, enough }: Extract<Query, { kind: 'correspondence' }>,
  happened: readonly Happened[],
  table: GroundTable,
): readonly ReadonlySet<number>[] {
  const needs = enough === undefined ? needed : [enough];
  return happened.flatMap((occurrence, index) => {
    if (!occurrence.counts) return [];
    const earlier = happened.slice(0, index);
    const starts = fits(end, occurrence, new Map(), table);
    return starts.length === 0 ? [] : [new Set(starts.flatMap((each) => meet(needs, earlier, each, table)))];
  });
}

function meet(
  [first, ...others]: readonly EventPattern[],
  earlier: readonly Happened[],
  environment: Environment,
  table: GroundTable,
): readonly number[] {
  if (first === undefined) return [-1];
  return earlier.flatMap((occurrence) =>
    fits(first, occurrence, environment, table).some((each) => meet(others, earlier, each, table).length > 0)
      ? [occurrence.run]
      : [],
  );
}

function fits(
  pattern: EventPattern,
  { event, run, args }: Happened,
  environment: Environment,
  table: GroundTable,
): readonly Environment[] {
  if (event !== pattern.event || args.length !== pattern.args.length) return [];
  let found = table.matches(
    { kind: 'variable', name: `run ${pattern.run}` },
    table.constant({ kind: 'constant', name: `run ${run}` }),
    environment,
    new Map(),
  );
  for (const [index, argument] of pattern.args.entries()) {
    const value = args[index];
    found =
      value === undefined ? [] : found.flatMap((each) => table.matches(argument, value, each, new Map()));
  }
  return found;
}

// Tries every way to give each end a partner of its own.
function hasPartnersApart(partners: readonly ReadonlySet<number>[]): boolean {
  const taken = new Set<number>();
  const place = (index: number): boolean => {
    const choices = partners[index];
    if (choices === undefined) return true;
    return [...choices].some((run) => {
      if (taken.has(run)) return false;
      taken.add(run);
      const done = place(index + 1);
      taken.delete(run);
      return done;
    });
  };
  return place(0);
}
