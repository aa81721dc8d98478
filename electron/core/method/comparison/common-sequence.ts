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
  return longestIncreasing(candidates);
}

// Of the second numbers, each more than the one before. Of one place the candidates stand from the last to the first, so that it is
// taken once.
function longestIncreasing(
  candidates: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  // For each length the candidate with which the sequence of it ends that ends lowest.
  const ends: number[] = [];
  const previous: (number | null)[] = [];
  const numberOf = (candidate: number | undefined): number => candidates[candidate ?? -1]?.[1] ?? 0;
  for (const [candidate, [, number]] of candidates.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (numberOf(ends[middle]) < number) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? null : (ends[low - 1] ?? null));
    ends[low] = candidate;
  }
  const sequence: (readonly [number, number])[] = [];
  for (let at = ends.at(-1) ?? null; at !== null; at = previous[at] ?? null) {
    const candidate = candidates[at];
    if (candidate !== undefined) sequence.push(candidate);
  }
  return sequence.toReversed();
}
