import type { VerifyLimits } from '#cli/models/time-limit.ts';
import { withinSeconds, type TimedOptions } from '#cli/models/time-limit.ts';
import { withoutGuards } from '#cli/models/without-guards.ts';
import type { CheckedText } from '#core/analysis/pipeline/analyse.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import { verifyAndCompare } from '#core/analysis/pipeline/verify-model.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';

/** Analyses the active adversary of a model within limits; the time begins now, or has begun with `options`. */
export function analyseWithin(
  { model, run }: NonNullable<CheckedText['executable']>,
  { seconds, clauses }: VerifyLimits,
  options: TimedOptions = withinSeconds(seconds, clauses),
): ActiveAnalysis {
  const verdicts = verifyAndCompare(model, run, { ...options, unguarded: withoutGuards() });
  return {
    engineVersion,
    bounds: { clauses, seconds },
    cost: options.cost(),
    currency: 'current',
    model,
    verdicts,
  };
}
