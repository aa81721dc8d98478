import type { RiskMatrixWords } from '#core/diagrams/risk-matrix.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { RiskLevel } from '#core/risk/risk-level.ts';

/** The words of a drawn risk matrix in one language. */
export function riskMatrixWords(translate: Translate): RiskMatrixWords {
  return {
    likelihood: translate('risk.likelihood'),
    impact: translate('risk.impact'),
    level: (level) => translate(`risk.level.${level}`),
    field: (level, note) => levelWord(level, note, translate),
    unknown: translate('risk.level.unknown'),
  };
}

/** A level as the matrix writes it, such as `moderate *)`. */
function levelWord(level: RiskLevel, note: string | null, translate: Translate): string {
  const word = translate(`risk.level.${level}`);
  return note === null ? word : translate('risk.level-marked', { level: word, mark: note });
}
