/**
 * The places of a longest subsequence of numbers in which each is more than the one before, by patience sorting (Schensted, "Longest
 * increasing and decreasing subsequences", 1961); of several the one that ends lowest.
 */
export function longestIncreasing(numbers: readonly number[]): readonly number[] {
  // For each length the place at which the sequence of it ends that ends lowest.
  const ends: number[] = [];
  const previous: (number | null)[] = [];
  for (const [place, number] of numbers.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? null : (ends[low - 1] ?? null));
    ends[low] = place;
  }
  const sequence: number[] = [];
  for (let place = ends.at(-1) ?? null; place !== null; place = previous[place] ?? null) sequence.push(place);
  return sequence.toReversed();
}
