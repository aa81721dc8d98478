import type { AssumptionKind } from '#core/analysis/record/assumption.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { AnswerAssumption, Verdict } from '#core/analysis/record/verdict.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { describeFinding } from './describe-finding.ts';
import { describeHonesty } from './describe-honesty.ts';

/** Tells an assumption of the answer to a question in a sentence, and what is found without it where that was asked. */
export function describeAssumption(
  assumption: AnswerAssumption,
  question: Question,
  translate: Translate,
): string {
  const assumed = assumptionWords(assumption, translate);
  if (assumption.without === null) return translate('report.assumes.sentence', { assumed });
  const answer = describeFinding({ ...assumption.without, question }, translate);
  return translate('report.assumes.sentence', {
    assumed: translate('report.assumes.without', { assumed, answer }),
  });
}

/**
 * The assumptions on which one answer among others hangs: without them another is found. What would be found without the
 * rest is not known, see {@link commonAssumptions}, or the same.
 */
export function ownAssumptions({ answer, assumes }: Verdict): readonly AnswerAssumption[] {
  return assumes.filter(({ without }) => without !== null && without.answer !== answer);
}

/**
 * What the answers of a model have in common: who is honest, and the assumptions on which some may hang, in a sentence each. An
 * attack hangs on none.
 */
export function commonAssumptions(
  verdicts: readonly Pick<Verdict, 'question' | 'assumes'>[],
  translate: Translate,
): readonly string[] {
  const sentences = verdicts.flatMap(({ assumes }) =>
    assumes
      .filter(({ kind, without }) => !isHonesty(kind) && without === null)
      .map((each) => translate('report.assumes.sentence', { assumed: assumptionWords(each, translate) })),
  );
  const asked = verdicts.map(({ question }) => question);
  return [...describeHonesty(asked, translate), ...new Set(sentences)];
}

function assumptionWords({ kind, names }: AnswerAssumption, translate: Translate): string {
  return translate(`report.assumes.${kind}`, { names: names.join(', '), count: names.length });
}

function isHonesty(kind: AssumptionKind): boolean {
  return kind === 'issuers-honest' || kind === 'holders-honest';
}
