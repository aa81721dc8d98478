import { isPlanted, type Verdict } from '#core/analysis/record/verdict.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/**
 * Tells the answer to a question in a few words: why it is open, within how many runs it holds, or which types of
 * attack there are.
 */
export function describeVerdict(verdict: Verdict, translate: Translate): string {
  const { answer, reason, runs, attackTypes } = verdict;
  if (reason !== null) return translate(`report.answer.${reason}`);
  if (runs !== null) return translate('report.answer.holds-within', { runs });
  if (answer === 'inconsistent' || answer === 'vacuous') return translate(`report.answer.${answer}`);
  const plain = plainly(verdict, translate);
  if (attackTypes.length === 0) return plain;
  const types = attackTypes.map((type) => translate(`report.attack-type.${type}`)).join(', ');
  return translate('report.answer.violated-by', { plain, types });
}

function plainly(verdict: Verdict, translate: Translate): string {
  if (verdict.answer !== 'violated') return translate('report.answer.holds');
  const { entity, element } = verdict.question;
  if (!isPlanted(verdict)) return translate('report.answer.violated');
  return translate('report.answer.violated-planted', { entity, element: element ?? '' });
}
