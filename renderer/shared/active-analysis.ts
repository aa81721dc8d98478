import { checkText } from '#core/analysis/analyse.ts';
import { engineVersion } from '#core/analysis/record.ts';
import type { Model } from '#core/language/model.ts';
import type { ActiveAnalysis } from '#core/metrics/active-metrics.ts';
import type { Verification } from '#renderer/shared/verification.svelte.ts';

/** The model that answers are about; null where there are none. */
export function answeredModel(verification: Verification): Model | null {
  return verification.text === null ? null : (checkText(verification.text).executable?.model ?? null);
}

/**
 * What the window knows of an active adversary; null where nothing was asked. `outdated`: the answers are about another
 * text than the one on the screen.
 */
export function activeAnalysis(
  verification: Verification,
  model: Model | null,
  outdated: boolean,
): ActiveAnalysis | null {
  if (model === null || verification.answers.length === 0) return null;
  return {
    // The project keeps answers of this engine only.
    engineVersion,
    bounds: verification.bounds,
    cost: verification.cost,
    standing: outdated ? 'outdated' : verification.running ? 'under-way' : 'current',
    model,
    verdicts: verification.answers.flatMap(({ verdict }) => (verdict === null ? [] : [verdict])),
  };
}
