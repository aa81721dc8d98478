import { checkText } from '#core/analysis/pipeline/analyse.ts';
import type { ExpectedAnswer, RuleExample } from '#core/language/rules.ts';
import { diagnosticSentence } from '#core/language/sentence.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { describeQuestion } from './describe-question.ts';

/** What is said of an example of a rule, a sentence each: why it is refused, or what is asked and rightly answered. */
export function describeRuleExample(
  { text, diagnostics, answers }: RuleExample,
  translate: Translate,
): readonly string[] {
  const refused = diagnostics.length === 0 ? [] : checkText(text).diagnostics;
  return [
    ...refused.map((diagnostic) => diagnosticSentence(diagnostic, translate)),
    ...answers.map((answer) => describeAnswer(answer, translate)),
  ];
}

function describeAnswer(expected: ExpectedAnswer, translate: Translate): string {
  const asked = describeQuestion(expected, translate);
  const answer = translate(`report.answer.${expected.right}`);
  const { attack } = expected;
  return attack === null
    ? translate('language.answer.plain', { asked, answer })
    : translate('language.answer.attacked', { asked, answer, attack });
}
