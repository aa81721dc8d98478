import type { VerdictRecord } from '#core/analysis/verify/active-record.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** Tells the answer to a question in a few words: why it is open, or which types of attack there are. */
export function tellAnswer(verdict: VerdictRecord, translate: Translate): string {
  const { answer, reason, attackTypes } = verdict;
  if (reason !== null) return translate(`report.answer.${reason}`);
  const plain = translate(answer === 'violated' ? 'report.answer.violated' : 'report.answer.holds');
  if (attackTypes.length === 0) return plain;
  const types = attackTypes.map((type) => translate(`report.attack-type.${type}`)).join(', ');
  return translate('report.answer.violated-by', { plain, types });
}
