import type { AssumptionKind } from '#core/analysis/record/assumption.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { AnswerAssumption, Verdict } from '#core/analysis/record/verdict.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { describeFinding } from './describe-finding.ts';

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
 * What a reader of one answer among others must know of its assumptions: whose honesty it rests on, and what changes without
 * an assumption.
 */
export function ownAssumptions({ answer, assumes }: Verdict): readonly AnswerAssumption[] {
  return assumes.filter(
    ({ kind, without }) => !isCommon(kind) || (without !== null && without.answer !== answer),
  );
}

/** The assumptions that all answers of a model share, in a sentence each. */
export function commonAssumptions(verdicts: readonly Verdict[], translate: Translate): readonly string[] {
  const sentences = verdicts.flatMap(({ assumes }) =>
    assumes
      .filter(({ kind }) => isCommon(kind))
      .map((each) => translate('report.assumes.sentence', { assumed: assumptionWords(each, translate) })),
  );
  return [...new Set(sentences)];
}

function assumptionWords({ kind, names }: AnswerAssumption, translate: Translate): string {
  return translate(`report.assumes.${kind}`, { names: names.join(', '), count: names.length });
}

function isCommon(kind: AssumptionKind): boolean {
  return kind !== 'issuers-honest' && kind !== 'holders-honest';
}
