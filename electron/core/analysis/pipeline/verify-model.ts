import { stopReason, type ActiveOptions } from './active-options.ts';
import { Assumptions } from './assumptions.ts';
import { compare } from './comparison.ts';
import { judgesOf, type Judges } from './judges.ts';
import { ProblemWork } from './problem-work.ts';
import { problemsUntil, type UnwrittenProblem, type VerificationProblem } from './problems.ts';
import { unposedOf } from './unposed.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { compared, openVerdict, vacuousVerdict, type Verdict } from '#core/analysis/record/verdict.ts';
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
  const { answered, vacuous } = answer(model, execution, options);
  return [...answered.flatMap(({ verdicts }) => verdicts), ...vacuous];
}

/** Like {@link verifyModel}; then asks what holds once more without some of what its answer assumes. */
export function verifyAndCompare(
  model: Model,
  execution: HonestExecution,
  options: ActiveOptions,
): readonly Verdict[] {
  const { answered, vacuous, judges } = answer(model, execution, options);
  const completed = answered.flatMap(({ problem, first, verdicts }) => {
    if (problem.protocol === null) return verdicts;
    const found = compare(problem, verdicts, options, judges, (questions) => {
      options.progress({ kind: 'working', questions: questions.map((each) => first + each) });
    });
    const told = [...verdicts];
    for (const { index, assumption, without } of found) {
      const verdict = told[index];
      if (verdict !== undefined) told[index] = compared(verdict, assumption, without) ?? verdict;
      options.progress({ kind: 'compared', question: first + index, assumption, without });
    }
    return told;
  });
  return [...completed, ...vacuous];
}

/** A problem with its verdicts, and the number of its first question. */
interface AnsweredProblem {
  readonly problem: VerificationProblem | UnwrittenProblem;
  readonly first: number;
  readonly verdicts: readonly Verdict[];
}

/** All verdicts on a model: by problem, and on what has no query. */
interface Answered {
  readonly answered: readonly AnsweredProblem[];
  readonly vacuous: readonly Verdict[];
  readonly judges: Judges;
}

function answer(model: Model, execution: HonestExecution, options: ActiveOptions): Answered {
  const problems = problemsUntil(model, execution, options.cancelled);
  const judges = judgesOf(model);
  const posed = problems.flatMap(({ questions }) => questions);
  const unposed = options.unguarded === true ? [] : unposedOf(model, execution, posed, judges.vacuity);
  options.progress({ kind: 'asked', questions: [...posed, ...unposed] });
  let next = 0;
  const answered = problems.map((problem): AnsweredProblem => {
    const first = next;
    next += problem.questions.length;
    if (problem.protocol === null || options.cancelled()) {
      return { problem, first, verdicts: leaveOpen(problem, first, options) };
    }
    const work = new ProblemWork(problem, options, judges, new Assumptions(problem), (news) => {
      if (news.kind === 'working')
        options.progress({ ...news, questions: news.questions.map((each) => first + each) });
      else options.progress({ ...news, question: first + news.question });
    });
    return { problem, first, verdicts: work.verdicts() };
  });
  const vacuous = unposed.map((question, index) => tellVacuous(question, next + index, options));
  return { answered, vacuous, judges };
}

function tellVacuous(question: Question, index: number, { progress }: ActiveOptions): Verdict {
  const verdict = vacuousVerdict(question);
  progress({ kind: 'answered', question: index, verdict, replayed: null });
  return verdict;
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
