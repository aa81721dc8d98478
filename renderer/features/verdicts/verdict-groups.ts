import type { Model } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { askingStatement } from '#core/method/requirements/asked-statement.ts';
import { answerStatus, shownAnswer, type ShownAnswer } from '#renderer/shared/answer-status.ts';
import type { Answered } from '#renderer/shared/verification.svelte.ts';

/** The ways to group answers. */
export const groupings = ['attack', 'requirement'] as const;
export type Grouping = (typeof groupings)[number];

/** Which answers are shown: of one kind, those that are not checked or missing yet, or all. */
export type AnswerFilter = ShownAnswer | 'all';

/** Answers that belong together. */
export interface AnswerGroup {
  readonly name: string;
  readonly title: string;
  /** A sentence about the group, or nothing. */
  readonly subtitle: string;
  readonly answers: readonly Answered[];
}

/** True for an answer that passes a filter. */
export function passes({ verdict }: Answered, filter: AnswerFilter): boolean {
  return filter === 'all' || shownAnswer(verdict) === filter;
}

/**
 * Groups answers by attack model, or by the high-level requirement that they make precise; a question that makes
 * several precise stands in each of their groups. `sorted`: within a group what counts more comes first.
 */
export function groupAnswers(
  answers: readonly Answered[],
  by: Grouping,
  model: Model,
  sorted: boolean,
  text: Translate,
): readonly AnswerGroup[] {
  const groups = by === 'attack' ? byAttack(answers, model, text) : byRequirement(answers, model, text);
  return groups
    .filter((group) => group.answers.length > 0)
    .map((group) => (sorted ? { ...group, answers: group.answers.toSorted(worseFirst) } : group));
}

function byAttack(answers: readonly Answered[], model: Model, text: Translate): readonly AnswerGroup[] {
  const attacks = [...new Set(answers.map(({ question }) => question.attack))];
  return attacks.map((attack) => {
    const label = model.attacks.find(({ name }) => name === attack)?.label ?? '';
    return {
      name: attack ?? '',
      title:
        attack === null
          ? text('interface.verdicts.plain')
          : text('interface.verdicts.under', { name: attack }),
      subtitle: label === attack ? '' : label,
      answers: answers.filter(({ question }) => question.attack === attack),
    };
  });
}

function byRequirement(answers: readonly Answered[], model: Model, text: Translate): readonly AnswerGroup[] {
  const refined = answers.map((answer) => ({
    answer,
    refines: askingStatement(answer.question, model)?.refines ?? [],
  }));
  const groups = model.requirements.map((requirement) => ({
    name: requirement.name,
    title: requirement.name,
    subtitle: requirement.text,
    answers: refined.filter(({ refines }) => refines.includes(requirement.name)).map(({ answer }) => answer),
  }));
  const others = refined.filter(({ refines }) => refines.length === 0).map(({ answer }) => answer);
  return [
    ...groups,
    { name: '', title: text('interface.verdicts.without-requirement'), subtitle: '', answers: others },
  ];
}

function worseFirst(left: Answered, right: Answered): number {
  return answerStatus(left.verdict).rank - answerStatus(right.verdict).rank || left.number - right.number;
}
