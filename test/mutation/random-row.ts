/** A generator of whole numbers below 2³², the same for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** A row of numbers to choose by, the same for the same seed. */
export function randomRow(seed: number): readonly number[] {
  const next = numbersFrom(seed);
  return Array.from({ length: 160 }, () => next() % 10_000);
}
