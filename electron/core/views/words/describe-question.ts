import type { Property } from '#core/analysis/record/question.ts';
import { questions } from '#core/claims/claims.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** What a question is told by. */
type QuestionWords = Pick<Property, 'kind' | 'element' | 'entity' | 'originator' | 'on' | 'phase'>;

/** Tells what is asked as a sentence that is true when the answer is "holds". */
export function describeQuestion(asked: QuestionWords, translate: Translate): string {
  const { kind, element, entity, originator, on, phase } = asked;
  const values = { element: element ?? '', entity, originator: originator ?? '', on: on.join(', ') };
  const plain = translate(`report.asked.${kind}`, values);
  const agreed =
    questions[kind].listsElements && on.length > 0
      ? translate('report.asked.agreeing-on', { plain, on: values.on })
      : plain;
  return phase === null ? agreed : translate('report.asked.in-phase', { asked: agreed, phase });
}
