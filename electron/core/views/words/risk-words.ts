import type { RiskMatrixWords } from '#core/views/diagrams/risk-matrix.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { RatedRisk } from '#core/method/risk/risk.ts';
import type { RiskLevel } from '#core/dossier/risk-level.ts';

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
export function levelWord(level: RiskLevel, note: string | null, translate: Translate): string {
  const word = translate(`risk.level.${level}`);
  return note === null ? word : translate('risk.level-marked', { level: word, mark: note });
}

/** A risk in words, with the mark of its note; says so where it is not judged, or unknown to the policy. */
export function riskWord(rated: RatedRisk | null, translate: Translate): string {
  if (rated === null) return translate('risk.not-judged');
  if (rated.level === null) return translate('risk.level.unknown');
  return levelWord(rated.level, rated.note, translate);
}

/** The words for the acceptance of a risk, also where no criterion decides it. */
export function acceptanceWord(rated: RatedRisk | null, translate: Translate): string {
  if (rated === null) return translate('risk.not-judged');
  return translate(`risk.acceptance.${rated.acceptance ?? 'undecided'}`);
}
