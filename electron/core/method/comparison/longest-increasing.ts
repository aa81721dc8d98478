/**
 * The places of a longest increasing subsequence of numbers, all different: patience sorting (Schensted, "Longest increasing
 * and decreasing subsequences", 1961).
 */
export function longestIncreasing(numbers: readonly number[]): readonly number[] {
  // For each length the place at which the sequence of it ends that ends lowest.
  const ends: number[] = [];
  const previous: (number | null)[] = [];
  for (const [place, number] of numbers.entries()) {
    const found = ends.findIndex((end) => (numbers[end] ?? 0) >= number);
    const length = found < 0 ? ends.length : found;
    previous.push(length === 0 ? null : (ends[length - 1] ?? null));
    ends[length] = place;
  }
  const sequence: number[] = [];
  for (let place = ends.at(-1) ?? null; place !== null; place = previous[place] ?? null)
    sequence.unshift(place);
  return sequence;
}
