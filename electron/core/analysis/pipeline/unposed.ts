import { analyseRun } from './analyse.ts';
import { questionsOf } from './questions.ts';
import type { SafeVacuity } from './safe-vacuity.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import { questionKey, type Question } from '#core/analysis/record/question.ts';
import type { Model } from '#core/language/model.ts';

/** What is to be asked and has no query among those that are posed, since nothing ever happens that it is about. */
export function unposedOf(
  model: Model,
  execution: HonestExecution,
  posed: readonly Question[],
  vacuity: SafeVacuity,
): readonly Question[] {
  const known = new Set(posed.map(questionKey));
  const expected = questionsOf({ model, run: execution }, analyseRun(model, execution));
  return expected.filter(
    (question) => !known.has(questionKey(question)) && vacuity.isVacuous(question) === true,
  );
}
