import { pastEvents } from '#core/analysis/4-prove/goal.ts';
import { honestSorts } from '#core/analysis/4-prove/honest-sorts.ts';
import { lastPhase } from '#core/analysis/4-prove/truncate-phases.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * How queries come together: `narrow`, only those about the same agents and events; `wide`, also those that need fewer
 * honest agents with those that need more, if they are about no event in the past.
 */
export type QueryGrouping = 'narrow' | 'wide';

interface Group {
  /** The last phase that matters. */
  readonly last: number;
  /** The sorts of which honest agents are needed; null stands for every sort. */
  readonly honest: ReadonlySet<string> | null;
  /** The key of the events in the past. */
  readonly past: string;
  readonly queries: Query[];
}

/**
 * Which queries share a saturation: those about the same honest agents and the same events in the past. Those about
 * no event in the past join whichever there is; where sharing is wide they have one of their own and come first, since
 * it is the faster for queries that compare nothing.
 */
export function queryGroups(
  protocol: Protocol,
  queries: readonly Query[],
  sharing: QueryGrouping,
): readonly (readonly Query[])[] {
  const asked = queries.map((query): Group => {
    const past = JSON.stringify([pastEvents(query).toSorted(), query.kind === 'unique']);
    const [last, honest] = [lastPhase(protocol, query), honestSorts(protocol, [query])];
    return { last, honest, past, queries: [query] };
  });
  const alone = asked.filter(({ past }) => past === noPast);
  const others = asked.filter(({ past }) => past !== noPast);
  if (sharing === 'narrow') {
    const groups = gathered([], others, (group, next) => group.past === next.past && isSame(group, next));
    return gathered(groups, alone, isSame).map((group) => group.queries);
  }
  const largestFirst = alone.toSorted((one, other) => sizeOf(other) - sizeOf(one));
  const groups = gathered([], largestFirst, includes);
  const rest = gathered([], others, (group, next) => group.past === next.past && isSame(group, next));
  return [...groups, ...rest].map((group) => group.queries);
}

const noPast = JSON.stringify([[], false]);

// Each joins the first group that takes it in, or makes one.
function gathered(
  groups: readonly Group[],
  each: readonly Group[],
  takesIn: (group: Group, next: Group) => boolean,
): readonly Group[] {
  const found = [...groups];
  for (const next of each) {
    const host = found.find((group) => takesIn(group, next));
    if (host === undefined) found.push(next);
    else host.queries.push(...next.queries);
  }
  return found;
}

function isSame(one: Group, other: Group): boolean {
  return sizeOf(one) === sizeOf(other) && includes(one, other);
}

function includes({ last, honest }: Group, fewer: Group): boolean {
  if (last !== fewer.last) return false;
  return honest === null || (fewer.honest !== null && [...fewer.honest].every((sort) => honest.has(sort)));
}

function sizeOf({ honest }: Group): number {
  return honest === null ? Infinity : honest.size;
}
