import { AnswerSlices } from './answer-slice.ts';
import type { StatementChange } from './compare-statements.ts';
import { compareVerdicts, type VerdictChange } from './compare-verdicts.ts';
import { matchQuestions } from './match-questions.ts';
import { questionWeakenings } from './weaker-questions.ts';
import { weakerAdversary } from './weaker-adversary.ts';
import { weakerAttacks } from './weaker-attacks.ts';
import { weakerRequirements } from './weaker-requirements.ts';
import type { Weakening } from './weakening.ts';
import { statementId, type WrittenStatement } from './written-statements.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { analyseRun } from '#core/analysis/pipeline/analyse.ts';
import { questionsOf } from '#core/analysis/pipeline/questions.ts';
import { questionKey, type Question } from '#core/analysis/record/question.ts';
import { verdictsByQuestion, type Verdict } from '#core/analysis/record/verdict.ts';
import type { SyntaxTree } from '#core/language/syntax.ts';

/** A model that can be run, with its text and what is answered; null where nothing is known of that. */
export interface AnsweredModel {
  readonly tree: SyntaxTree;
  readonly executed: ExecutedModel;
  readonly verdicts: readonly Verdict[] | null;
}

/** A difference of an answer with what explains it. */
export interface ExplainedChange extends VerdictChange {
  /**
   * The differences of the texts that this answer can rest on, before or after. Empty where there are none: then the difference is
   * of the analyses.
   */
  readonly through: readonly StatementChange[];
}

/** What differs of what is asked and answered. */
export interface ComparedModels {
  readonly verdicts: readonly ExplainedChange[];
  readonly weakened: readonly Weakening[];
}

/** Compares what two models ask, whom they ask it against, and what is answered. They have the names of the later one. */
export function compareModels(
  earlier: AnsweredModel,
  later: AnsweredModel,
  statements: readonly StatementChange[],
): ComparedModels {
  const answered = earlier.verdicts !== null && later.verdicts !== null;
  const [before, after] = [askedOf(earlier, answered), askedOf(later, answered)];
  const matched = matchQuestions(before, after);
  const [one, other] = [earlier, later].map(({ executed: { model }, verdicts }) => ({
    model,
    verdicts: verdictsByQuestion(answered ? (verdicts ?? []) : []),
  }));
  if (one === undefined || other === undefined) throw new Error('two models are compared');
  return {
    verdicts: explained(
      compareVerdicts(matched, earlier.verdicts, later.verdicts),
      earlier,
      later,
      statements,
    ),
    weakened: [
      ...once(matched.both.flatMap((asked) => questionWeakenings(asked, one, other))),
      ...weakerRequirements(one.model, other.model, new Set(before.map(({ statement }) => statement))),
      ...weakerAttacks(one.model, other.model),
      ...weakerAdversary(one.model, other.model),
    ],
  };
}

// An analysis may come to ask less than the model does, and then says so.
function askedOf({ executed, verdicts }: AnsweredModel, answered: boolean): readonly Question[] {
  if (answered && verdicts !== null) return verdicts.map(({ question }) => question);
  return questionsOf(executed, analyseRun(executed.model, executed.run));
}

function explained(
  changes: readonly VerdictChange[],
  earlier: AnsweredModel,
  later: AnsweredModel,
  statements: readonly StatementChange[],
): readonly ExplainedChange[] {
  const [before, after] = [
    new AnswerSlices(earlier.tree, earlier.executed),
    new AnswerSlices(later.tree, later.executed),
  ];
  return changes.map((change): ExplainedChange => {
    const { kind, question, instead } = change;
    const was = kind === 'added' ? null : before.sliceOf(instead ?? question);
    const now = kind === 'dropped' ? null : after.sliceOf(question);
    const isIn = (slice: ReadonlySet<string> | null, statement: WrittenStatement | null): boolean =>
      slice !== null && statement !== null && slice.has(statementId(statement));
    return {
      ...change,
      through: statements.filter((each) => isIn(was, each.before) || isIn(now, each.after)),
    };
  });
}

// What is weakened alike under an attack model as under the plain adversary is told of that one.
function once(all: readonly Weakening[]): readonly Weakening[] {
  const keyOf = ({ kind, names, question }: Weakening, attack: string | null): string =>
    JSON.stringify([kind, names, question === null ? null : questionKey({ attack, key: question.key })]);
  const plain = new Set(
    all.filter(({ question }) => question?.attack === null).map((each) => keyOf(each, null)),
  );
  return all.filter((each) => (each.question?.attack ?? null) === null || !plain.has(keyOf(each, null)));
}
