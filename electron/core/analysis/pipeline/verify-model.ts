import { stopReason, type ActiveOptions } from './active-options.ts';
import { compare } from './comparison.ts';
import { ProblemWork } from './problem-work.ts';
import { problemsUntil, type UnwrittenProblem, type VerificationProblem } from './problems.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import { compared, openVerdict, type Verdict } from '#core/analysis/record/verdict.ts';
import type { Model } from '#core/language/model.ts';

/**
 * Answers what is asked of a model for an active adversary (resources/docs/analysis.md): any number of runs,
 * dishonest instances of every entity beside the honest ones. The model has been executed without diagnostics. Never
 * throws.
 */
export function verifyModel(
  model: Model,
  execution: HonestExecution,
  options: ActiveOptions,
): readonly Verdict[] {
  return answer(model, execution, options).flatMap(({ verdicts }) => verdicts);
}

/** Like {@link verifyModel}; then asks what holds once more without some of what its answer assumes. */
export function verifyAndCompare(
  model: Model,
  execution: HonestExecution,
  options: ActiveOptions,
): readonly Verdict[] {
  return answer(model, execution, options).flatMap(({ problem, first, verdicts }) => {
    if (problem.protocol === null) return verdicts;
    const found = compare(problem, verdicts, options, (questions) => {
      options.progress({ kind: 'working', questions: questions.map((each) => first + each) });
    });
    const completed = [...verdicts];
    for (const { index, assumption, without } of found) {
      const verdict = completed[index];
      if (verdict !== undefined) completed[index] = compared(verdict, assumption, without) ?? verdict;
      options.progress({ kind: 'compared', question: first + index, assumption, without });
    }
    return completed;
  });
}

/** A problem with its verdicts, and the number of its first question. */
interface Answered {
  readonly problem: VerificationProblem | UnwrittenProblem;
  readonly first: number;
  readonly verdicts: readonly Verdict[];
}

function answer(model: Model, execution: HonestExecution, options: ActiveOptions): readonly Answered[] {
  const problems = problemsUntil(model, execution, options.cancelled);
  options.progress({ kind: 'asked', questions: problems.flatMap(({ questions }) => questions) });
  let next = 0;
  return problems.map((problem) => {
    const first = next;
    next += problem.questions.length;
    if (problem.protocol === null || options.cancelled()) {
      return { problem, first, verdicts: leaveOpen(problem, first, options) };
    }
    const work = new ProblemWork(problem, options, (news) => {
      if (news.kind === 'answered') options.progress({ ...news, question: first + news.question });
      else options.progress({ ...news, questions: news.questions.map((each) => first + each) });
    });
    return { problem, first, verdicts: work.verdicts() };
  });
}

// What it was told to stop before is open, and is told as such.
function leaveOpen(
  { questions }: VerificationProblem | UnwrittenProblem,
  first: number,
  options: ActiveOptions,
): readonly Verdict[] {
  return questions.map((question, index) => {
    const verdict = openVerdict(question, stopReason(options));
    options.progress({ kind: 'answered', question: first + index, verdict, replayed: null });
    return verdict;
  });
}
