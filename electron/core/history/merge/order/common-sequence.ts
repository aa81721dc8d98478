import { longestIncreasing } from '#core/longest-increasing.ts';

/** A place of one sequence and the place of another at which the same stands. */
export type Match = readonly [one: number, other: number];

/** How much work is put into a stretch in which nothing stands once: more than any model has, and a bound for what is hostile. */
const mostComparisons = 4_000_000;

/**
 * What two sequences have in common in the same order, as pairs of places. Exact, but for long stretches in which everything
 * stands several times: those have nothing in common but their beginnings and ends.
 *
 * What stands once in both is matched first (the longest part of it that has one order), then what lies between.
 */
export function commonSequence(one: readonly string[], other: readonly string[]): readonly Match[] {
  const matches: Match[] = [];
  const open: Stretch[] = [{ from: 0, to: one.length, otherFrom: 0, otherTo: other.length }];
  for (let stretch = open.pop(); stretch !== undefined; stretch = open.pop()) {
    const trimmed = trim(one, other, stretch, matches);
    const { from, to, otherFrom, otherTo } = trimmed;
    if (from === to || otherFrom === otherTo) continue;
    const fixed = onceInBoth(one, other, trimmed);
    if (fixed.length === 0) {
      matches.push(...longestCommon(one, other, trimmed));
      continue;
    }
    matches.push(...fixed);
    const bounds: readonly Match[] = [[from - 1, otherFrom - 1], ...fixed, [to, otherTo]];
    for (const [index, [end, otherEnd]] of bounds.entries()) {
      const before = bounds[index - 1];
      if (before === undefined) continue;
      open.push({ from: before[0] + 1, to: end, otherFrom: before[1] + 1, otherTo: otherEnd });
    }
  }
  return matches.toSorted(([left], [right]) => left - right);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly otherFrom: number;
  readonly otherTo: number;
}

function trim(one: readonly string[], other: readonly string[], stretch: Stretch, matches: Match[]): Stretch {
  let { from, to, otherFrom, otherTo } = stretch;
  for (; from < to && otherFrom < otherTo && one[from] === other[otherFrom]; from += 1, otherFrom += 1) {
    matches.push([from, otherFrom]);
  }
  for (; from < to && otherFrom < otherTo && one[to - 1] === other[otherTo - 1]; to -= 1, otherTo -= 1) {
    matches.push([to - 1, otherTo - 1]);
  }
  return { from, to, otherFrom, otherTo };
}

// What stands once on either side of a stretch, as far as it is in one order.
function onceInBoth(
  one: readonly string[],
  other: readonly string[],
  { from, to, otherFrom, otherTo }: Stretch,
): readonly Match[] {
  const left = placesOfOnce(one, from, to);
  const right = placesOfOnce(other, otherFrom, otherTo);
  const pairs = [...left].flatMap(([item, place]): readonly Match[] => {
    const otherPlace = right.get(item);
    return otherPlace === undefined ? [] : [[place, otherPlace]];
  });
  const kept = new Set(longestIncreasing(pairs.map(([, place]) => place)));
  return pairs.filter((_pair, index) => kept.has(index));
}

function placesOfOnce(items: readonly string[], from: number, to: number): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const several = new Set<string>();
  for (let place = from; place < to; place += 1) {
    const item = items[place] ?? '';
    if (places.has(item)) several.add(item);
    else places.set(item, place);
  }
  for (const item of several) places.delete(item);
  return places;
}

// By the table of lengths of common endings; nothing where that would be too large.
function longestCommon(
  one: readonly string[],
  other: readonly string[],
  { from, to, otherFrom, otherTo }: Stretch,
): readonly Match[] {
  const [rows, columns] = [to - from, otherTo - otherFrom];
  if (rows * columns > mostComparisons) return [];
  const width = columns + 1;
  const lengths = new Uint16Array((rows + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  const same = (row: number, column: number): boolean => one[from + row] === other[otherFrom + column];
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      lengths[row * width + column] = same(row, column)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const matches: Match[] = [];
  for (let [row, column] = [0, 0]; row < rows && column < columns;) {
    if (same(row, column)) {
      matches.push([from + row, otherFrom + column]);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return matches;
}
