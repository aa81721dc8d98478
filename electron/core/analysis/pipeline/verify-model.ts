import { AnswerGuard } from '#core/analysis/6-decide/answer-guard.ts';
import { listenerKnowledge } from '#core/analysis/6-decide/listener.ts';
import type { Answer, VerifyOptions, VerifyProgress } from '#core/analysis/6-decide/answer.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Budget } from '#core/analysis/4-prove/step-budget.ts';
import { AttackClassifier } from '#core/analysis/7-explain/classify.ts';
import { traceRecordOf } from '#core/analysis/7-explain/trace-record-of.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { openVerdict, type Verdict } from '#core/analysis/record/verdict.ts';
import type { Model } from '#core/language/model.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace } from '#core/protocol/trace.ts';
import { problemsUntil, type UnwrittenProblem, type VerificationProblem } from './problems.ts';

/** How far an analysis goes, and whom it tells on the way. */
export interface ActiveOptions extends Budget {
  /** Gives the answers as the engines found them, without {@link AnswerGuard}: to measure what stands behind it. */
  readonly unguarded?: boolean;
  /** Why it is to stop, once `cancelled` says that it is; without it, because it was cancelled. */
  readonly stoppedBy?: () => 'time' | 'cancelled';
  readonly progress: (news: ActiveProgress) => void;
}

/**
 * A progress report of an active analysis. Questions are numbered from 0; of each the verdict is told once, when it is
 * final.
 */
export type ActiveProgress =
  | { readonly kind: 'asked'; readonly questions: readonly Question[] }
  | { readonly kind: 'working'; readonly questions: readonly number[] }
  | {
      readonly kind: 'answered';
      readonly question: number;
      readonly verdict: Verdict;
      /** The attack as it was replayed, in the terms of the protocol; null unless it is violated. */
      readonly replayed: Trace | null;
    };

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
  const problems = problemsUntil(model, execution, options.cancelled);
  options.progress({ kind: 'asked', questions: problems.flatMap(({ questions }) => questions) });
  let first = 0;
  return problems.flatMap((problem) => {
    const stopped = problem.protocol === null || options.cancelled();
    const verdicts = stopped
      ? leaveOpen(problem, first, options)
      : new Work(problem, first, options).verdicts();
    first += problem.questions.length;
    return verdicts;
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

function stopReason({ stoppedBy }: ActiveOptions): 'time' | 'cancelled' {
  return stoppedBy?.() ?? 'cancelled';
}

/** The work on one problem. */
class Work {
  readonly #problem: VerificationProblem;
  /** The number of the problem's first question. */
  readonly #first: number;
  readonly #options: ActiveOptions;
  readonly #classifier: AttackClassifier;
  readonly #queries: ReadonlyMap<string, Query>;
  readonly #questionIndex: ReadonlyMap<string, number>;
  readonly #verdicts = new Map<number, Verdict>();
  // Made when something is said to hold, and not before: there may be nothing for it to look at.
  #guard: AnswerGuard | null = null;

  constructor(problem: VerificationProblem, first: number, options: ActiveOptions) {
    this.#problem = problem;
    this.#first = first;
    this.#options = options;
    this.#classifier = new AttackClassifier(problem.protocol);
    this.#queries = new Map(problem.protocol.queries.map((query) => [query.name, query]));
    this.#questionIndex = new Map(problem.questions.map(({ key }, index) => [key, index]));
  }

  verdicts(): readonly Verdict[] {
    const options: VerifyOptions = { ...this.#options, progress: this.#progress };
    verify(this.#problem.protocol, options);
    return this.#problem.questions.map((question, index) => {
      // What could not be put as a query stays open.
      this.#settle(index, { kind: 'undecided', reason: 'limit' });
      return this.#verdicts.get(index) ?? openVerdict(question, 'limit');
    });
  }

  readonly #progress = (news: VerifyProgress): void => {
    if (news.kind === 'answered') {
      this.#settle(this.#questionIndex.get(news.query) ?? -1, news.answer);
      return;
    }
    const questions = news.queries.flatMap((query) => {
      const index = this.#questionIndex.get(query);
      return index === undefined ? [] : [this.#first + index];
    });
    this.#options.progress({ kind: 'working', questions });
  };

  #settle(index: number, answer: Answer): void {
    const question = this.#problem.questions[index];
    if (question === undefined || this.#verdicts.has(index)) return;
    const query = this.#queries.get(question.key);
    const judged = query === undefined ? answer : this.#judge(query, question.element, answer);
    const verdict = this.#verdictOn(question, query, judged);
    this.#verdicts.set(index, verdict);
    const replayed = judged.kind === 'violated' ? judged.trace : null;
    this.#options.progress({ kind: 'answered', question: this.#first + index, verdict, replayed });
  }

  #judge(query: Query, element: string | null, answer: Answer): Answer {
    const { unguarded, cancelled } = this.#options;
    if (unguarded === true || (answer.kind !== 'holds' && answer.kind !== 'holds-within')) return answer;
    this.#guard ??= guardOf(this.#problem, cancelled);
    const judged = this.#guard.judge(query, element, answer);
    const lacksWitness = judged.kind === 'undecided' && judged.reason === 'no-witness';
    // The guard may not have come to the end of the honest run.
    return lacksWitness && cancelled() ? { kind: 'undecided', reason: 'cancelled' } : judged;
  }

  #verdictOn(question: Question, query: Query | undefined, answer: Answer): Verdict {
    const open = { question, reason: null, runs: null, attackTypes: [], trace: null };
    switch (answer.kind) {
      case 'holds':
      case 'inconsistent':
        return { ...open, answer: answer.kind };
      case 'holds-within':
        return { ...open, answer: answer.kind, runs: answer.runs };
      case 'undecided':
        return openVerdict(
          question,
          answer.reason === 'cancelled' ? stopReason(this.#options) : answer.reason,
        );
      case 'violated': {
        if (query === undefined) throw new RangeError('only a query that there is has an answer');
        const { protocol } = this.#problem;
        return {
          ...open,
          answer: answer.kind,
          attackTypes: this.#classifier.typesOf(answer.trace, query),
          trace: traceRecordOf(protocol, answer.trace, question),
        };
      }
    }
  }
}

function guardOf(
  { protocol, model, execution, plan }: VerificationProblem,
  cancelled: () => boolean,
): AnswerGuard {
  const overheard = listenerKnowledge(model, execution, plan);
  return new AnswerGuard(protocol, { wholeRun: true, overheard, cancelled });
}
