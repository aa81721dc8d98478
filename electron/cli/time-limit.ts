import type { VerifyOptions } from '#core/analysis/verify/verify.ts';

/** Options of an analysis that ends after so many seconds, and tells nothing on the way. */
export function withinSeconds(seconds: number, clauses: number): VerifyOptions {
  const end = performance.now() + seconds * 1000;
  return { clauses, cancelled: () => performance.now() > end, progress: () => undefined };
}
