import { riskLevels, type RiskLevel } from '#core/dossier/risk-level.ts';
import type { RegisteredThreat, Risk } from './risk.ts';

/** A field of the matrix with the risks that lie in it. */
export interface PlacedField<Threat extends RegisteredThreat = RegisteredThreat> {
  readonly likelihood: RiskLevel;
  readonly impact: RiskLevel;
  readonly before: readonly Risk<Threat>[];
  readonly after: readonly Risk<Threat>[];
}

/**
 * The 25 fields as Figure 6 of the paper orders them, by likelihood from very high down and by impact from very low
 * up, each with the risks in it before and after treatment. Risks that are not judged are in none.
 */
export function placeRisks<Threat extends RegisteredThreat>(
  risks: readonly Risk<Threat>[],
): readonly PlacedField<Threat>[] {
  return riskLevels.toReversed().flatMap((likelihood) =>
    riskLevels.map((impact) => {
      const within = (when: 'before' | 'after'): readonly Risk<Threat>[] =>
        risks.filter((risk) => risk[when]?.likelihood === likelihood && risk[when].impact === impact);
      return { likelihood, impact, before: within('before'), after: within('after') };
    }),
  );
}
