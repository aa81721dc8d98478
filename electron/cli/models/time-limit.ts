import type { Budget } from '#core/analysis/record/budget.ts';
import { analysisCost, type AnalysisCost } from '#core/analysis/record/verdict.ts';

/** The extent of an analysis: `clauses` bounds one saturation, `seconds` the whole of one file. */
export interface VerifyLimits {
  readonly clauses: number;
  readonly seconds: number;
}

/** Options of an analysis that begins now, and its cost so far. */
export interface TimedOptions extends Budget {
  readonly stoppedBy: () => 'time';
  readonly progress: () => undefined;
  readonly cost: () => AnalysisCost;
}

/** Options of an analysis that ends after so many seconds, and tells nothing on the way. */
export function withinSeconds(seconds: number, clauses: number): TimedOptions {
  const start = performance.now();
  let counted = 0;
  return {
    clauses,
    cancelled: () => performance.now() > start + seconds * 1000,
    stoppedBy: () => 'time',
    progress: () => undefined,
    count: () => {
      counted += 1;
    },
    cost: () => analysisCost(counted, performance.now() - start),
  };
}
