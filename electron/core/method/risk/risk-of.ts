import type { Acceptance, MatrixField, RiskPolicy } from '#core/dossier/risk-policy.ts';
import type { RiskLevel } from '#core/dossier/risk-level.ts';

/**
 * The field of the policy's matrix for a likelihood and an impact (the paper, Figure 6). Null where the matrix lacks
 * it or has it more than once: which of two fields is meant is not guessed.
 */
export function riskOf(policy: RiskPolicy, likelihood: RiskLevel, impact: RiskLevel): MatrixField | null {
  return single(policy.matrix.filter((field) => field.likelihood === likelihood && field.impact === impact));
}

/**
 * The decision of the policy about risks of a level. Null where it says nothing or more than one thing, and for every
 * level until the criteria are set: no risk is accepted by criteria that nobody decided.
 */
export function acceptanceOf(policy: RiskPolicy, level: RiskLevel): Acceptance | null {
  if (policy.setOn === null) return null;
  return single(policy.criteria.filter((criterion) => criterion.level === level))?.acceptance ?? null;
}

function single<Item>(items: readonly Item[]): Item | null {
  return items.length === 1 ? (items[0] ?? null) : null;
}
