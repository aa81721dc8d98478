import type { Question } from '#core/analysis/record/question.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { describeQuestion } from './describe-question.ts';

/** Tells what is asked, and under which attack model if it is under one. */
export function describeAsked(question: Question, translate: Translate): string {
  return underAttack(describeQuestion(question, translate), question.attack, translate);
}

/** A sentence with the attack model that it is said under; null: the plain adversary, of which nothing is said. */
export function underAttack(sentence: string, attack: string | null, translate: Translate): string {
  return attack === null
    ? sentence
    : `${sentence} (${translate('interface.verdicts.under', { name: attack })})`;
}
