import type { ExpectedAnswer } from '#core/language/rules.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { describeQuestion } from './describe-question.ts';

/** Tells what is asked about an example of the language reference, and the answer that is right. */
export function describeExpectedAnswer(expected: ExpectedAnswer, translate: Translate): string {
  const asked = describeQuestion(expected, translate);
  const answer = translate(`report.answer.${expected.right}`);
  const { attack } = expected;
  return attack === null
    ? translate('language.answer.plain', { asked, answer })
    : translate('language.answer.attacked', { asked, answer, attack });
}
