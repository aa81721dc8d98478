import type { AnalysisCost } from '#core/analysis/record/verdict.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** Tells how long an analysis took and how many clauses its proofs had. */
export function describeCost({ clauses, seconds }: AnalysisCost, translate: Translate): string {
  return translate('metrics.cost', { clauses, time: formatSeconds(seconds, translate) });
}

/** Tells a measured time: to the tenth of a second, and whole seconds from a minute on. */
export function formatSeconds(seconds: number, translate: Translate): string {
  const value = seconds < 60 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
  return translate('metrics.seconds', { value });
}
