/**
 * Does work that goes down into terms, and tells whether it came to its end: terms too deep for the stack are a limit like
 * any other. This is the only place where that is caught. The runtime says so with a `RangeError`, which nothing in the
 * prover and the search throws by itself; whatever the work was changing is left in the middle.
 */
export function completesWithinStack(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (problem) {
    if (problem instanceof RangeError) return false;
    throw problem;
  }
}
