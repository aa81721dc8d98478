import { longestIncreasing } from '#core/longest-increasing.ts';
import { grouped } from '#core/grouped.ts';

/** How often something may stand in a sequence for every place of it to be tried: many equal lines would take very long. */
const mostAlike = 40;

/**
 * A longest sequence that two sequences have in common, as the places in both (Hunt and Szymanski, "A fast algorithm for computing
 * longest common subsequences", 1977). Of what is there very often, the n-th can only stand for the n-th.
 */
export function commonSequence(
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [number, number])[] {
  const places = grouped(after.keys(), (place) => after[place] ?? '');
  const counts = new Map<string, number>();
  const candidates = [...before.entries()].flatMap(([place, key]) => {
    const all = places.get(key) ?? [];
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    const tried = all.length > mostAlike ? all.slice(count, count + 1) : all.toReversed();
    return tried.map((other) => [place, other] as const);
  });
  // Of one place the candidates stand from the last to the first, so that it is taken once.
  return longestIncreasing(candidates.map(([, other]) => other)).flatMap((at) => {
    const candidate = candidates[at];
    return candidate === undefined ? [] : [candidate];
  });
}
