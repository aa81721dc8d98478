import { leftOpen } from '#core/kernel/proof/judgement.ts';
import { isPlanted, type Finding, type Verdict } from '#core/analysis/record/verdict.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** What was found for a question, with or without one of its assumptions. */
export type FoundFor = Finding & Pick<Verdict, 'question'> & Partial<Pick<Verdict, 'evidence'>>;

/**
 * Tells what was found for a question in a few words: why it is open, within how many runs it holds, or which types of
 * attack there are.
 */
export function describeFinding(found: FoundFor, translate: Translate): string {
  const { answer, reason, runs, attackTypes } = found;
  if (reason === 'partly-proved') return partlyProved(found, translate);
  if (reason !== null) return translate(`report.answer.${reason}`);
  if (runs !== null) return translate('report.answer.holds-within', { runs });
  if (answer === 'inconsistent' || answer === 'vacuous') return translate(`report.answer.${answer}`);
  const plain = plainly(found, translate);
  if (attackTypes.length === 0) return plain;
  const types = attackTypes.map((type) => translate(`report.attack-type.${type}`)).join(', ');
  return translate('report.answer.violated-by', { plain, types });
}

function plainly(found: FoundFor, translate: Translate): string {
  if (found.evidence?.state === 'unchecked') return translate('report.answer.holds-unchecked');
  if (found.answer !== 'violated') return translate('report.answer.holds');
  const { entity, element } = found.question;
  if (!isPlanted(found)) return translate('report.answer.violated');
  return translate('report.answer.violated-planted', { entity, element: element ?? '' });
}

function partlyProved({ evidence }: FoundFor, translate: Translate): string {
  const open = leftOpen.filter((each) => evidence?.reasons.includes(each));
  return translate('report.answer.partly-proved', {
    open: open.map((each) => translate(`report.left-open.${each}`)).join(', '),
  });
}
