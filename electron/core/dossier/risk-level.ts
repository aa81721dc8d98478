/** The five categories of likelihood, impact and risk, from the least to the greatest (the paper, Figure 6). */
export const riskLevels = ['very-low', 'low', 'moderate', 'high', 'very-high'] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** Compares two categories: negative where the first is the lesser. */
export function compareLevels(one: RiskLevel, other: RiskLevel): number {
  return riskLevels.indexOf(one) - riskLevels.indexOf(other);
}
