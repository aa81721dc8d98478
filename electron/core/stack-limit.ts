/**
 * Does work that goes down into terms, and answers with what it found; null where it did not come to its end: terms too deep
 * for the stack are a limit like any other. This is the only place where that is caught. The runtime says so with a
 * `RangeError`, which nothing in the prover and the search throws by itself; whatever the work was changing is left in the
 * middle.
 */
export function withinStack<Found>(work: () => Found): { readonly found: Found } | null {
  try {
    return { found: work() };
  } catch (problem) {
    if (problem instanceof RangeError) return null;
    throw problem;
  }
}

/** Likewise for work that finds nothing: whether it came to its end. */
export function completesWithinStack(work: () => void): boolean {
  return withinStack(work) !== null;
}
