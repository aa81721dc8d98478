import type { Budget } from '#core/analysis/proof/saturation.ts';

/** Options of an analysis that ends after so many seconds, and tells nothing on the way. */
export function withinSeconds(
  seconds: number,
  clauses: number,
): Budget & { readonly progress: () => undefined } {
  const end = performance.now() + seconds * 1000;
  return { clauses, cancelled: () => performance.now() > end, progress: () => undefined };
}
