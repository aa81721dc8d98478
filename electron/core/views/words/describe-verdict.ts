import type { Verdict } from '#core/analysis/record/verdict.ts';
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
  const plain = translate(answer === 'violated' ? 'report.answer.violated' : 'report.answer.holds');
  if (attackTypes.length === 0) return plain;
  const types = attackTypes.map((type) => translate(`report.attack-type.${type}`)).join(', ');
  return translate('report.answer.violated-by', { plain, types });
}
