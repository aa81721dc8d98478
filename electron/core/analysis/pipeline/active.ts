import { AnswerGuard } from '#core/analysis/6-decide/answer-guard.ts';
import { overhear } from '#core/analysis/6-decide/listener.ts';
import type { Asked, ActiveQuestion } from '#core/analysis/record/asked.ts';
import type { Run } from '#core/analysis/1-execute/run.ts';
import type { AttackType } from '#core/analysis/record/attack-type.ts';
import { AttackClassifier } from '#core/analysis/7-explain/classify.ts';
import { inquiriesUntil, type Inquiry, type UnwrittenInquiry } from './inquiry.ts';
import { narrate } from '#core/analysis/7-explain/narrative.ts';
import type { TraceRecord } from '#core/analysis/record/trace-record.ts';
import type { Answer, VerifyOptions, VerifyProgress } from '#core/analysis/6-decide/answer.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import type { Budget } from '#core/analysis/4-prove/step-budget.ts';
import type { Model } from '#core/language/model.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * What an active adversary can do about one requirement. `trace` is there exactly when it is violated;
 * `attackTypes` are those of the trace, the most specific first.
 */
export interface ActiveVerdict extends ActiveQuestion {
  readonly answer: Answer;
  readonly attackTypes: readonly AttackType[];
  readonly trace: TraceRecord | null;
}

/** How far an analysis goes, and whom it tells on the way. */
export interface ActiveOptions extends Budget {
  /** Gives the answers as the engines found them, without {@link AnswerGuard}: to measure what stands behind it. */
  readonly unguarded?: boolean;
  readonly progress: (news: ActiveProgress) => void;
}

/** What is told on the way. Questions are numbered from 0; of each the verdict is told once, when it is final. */
export type ActiveProgress =
  | { readonly kind: 'asked'; readonly questions: readonly ActiveQuestion[] }
  | { readonly kind: 'working'; readonly questions: readonly number[] }
  | { readonly kind: 'answered'; readonly question: number; readonly verdict: ActiveVerdict };

/**
 * Answers what is asked of a model for an active adversary (DESIGN, section 5, rules 3 to 5): any number of
 * runs, dishonest instances of every entity beside the honest ones. The model has been executed without
 * diagnostics. Never throws.
 */
export function analyseActively(
  model: Model,
  execution: Run,
  options: ActiveOptions,
): readonly ActiveVerdict[] {
  const inquiries = inquiriesUntil(model, execution, options.cancelled);
  const questions = inquiries.flatMap(({ attack, asked }) => asked.map((each) => ({ attack, asked: each })));
  options.progress({ kind: 'asked', questions });
  let first = 0;
  return inquiries.flatMap((inquiry) => {
    const stopped = inquiry.protocol === null || options.cancelled();
    const verdicts = stopped ? leaveOpen(inquiry, first, options) : answerInquiry(inquiry, first, options);
    first += inquiry.asked.length;
    return verdicts;
  });
}

// What it was told to stop before is open, and is told as such.
function leaveOpen(
  { attack, asked }: Inquiry | UnwrittenInquiry,
  first: number,
  options: ActiveOptions,
): readonly ActiveVerdict[] {
  return asked.map((each, index) => {
    const answer: Answer = { kind: 'undecided', reason: 'cancelled' };
    const verdict: ActiveVerdict = { attack, asked: each, answer, attackTypes: [], trace: null };
    options.progress({ kind: 'answered', question: first + index, verdict });
    return verdict;
  });
}

// `first` is the number of the inquiry's first question.
function answerInquiry(inquiry: Inquiry, first: number, options: ActiveOptions): readonly ActiveVerdict[] {
  const { protocol, asked } = inquiry;
  const places = new Map(asked.map(({ query }, index) => [query, index]));
  const classifier = new AttackClassifier(protocol);
  const queries = new Map(protocol.queries.map((query) => [query.name, query]));
  // Made when something is said to hold, and not before: there may be nothing for it to look at.
  let guard: AnswerGuard | null = null;
  const judge = (query: Query, element: string | null, answer: Answer): Answer => {
    if (options.unguarded === true || (answer.kind !== 'holds' && answer.kind !== 'holds-within'))
      return answer;
    guard ??= guardOf(inquiry, options.cancelled);
    const judged = guard.judge(query, element, answer);
    const lacksWitness = judged.kind === 'undecided' && judged.reason === 'no-witness';
    // The guard may not have come to the end of the honest run.
    return lacksWitness && options.cancelled() ? { kind: 'undecided', reason: 'cancelled' } : judged;
  };
  const verdicts = new Map<number, ActiveVerdict>();
  const settle = (index: number, answer: Answer): void => {
    const question = asked[index];
    if (question === undefined || verdicts.has(index)) return;
    const query = queries.get(question.query);
    const judged = query === undefined ? answer : judge(query, question.element, answer);
    const verdict = verdictOn(inquiry, question, query, judged, classifier);
    verdicts.set(index, verdict);
    options.progress({ kind: 'answered', question: first + index, verdict });
  };
  const progress = (news: VerifyProgress): void => {
    if (news.kind === 'answered') {
      settle(places.get(news.query) ?? -1, news.answer);
      return;
    }
    const questions = news.queries.flatMap((query) => {
      const index = places.get(query);
      return index === undefined ? [] : [first + index];
    });
    options.progress({ kind: 'working', questions });
  };
  const verifyOptions: VerifyOptions = { ...options, progress };
  verify(protocol, verifyOptions);
  return asked.map((question, index) => {
    // What could not be put as a query stays open.
    settle(index, { kind: 'undecided', reason: 'limit' });
    return (
      verdicts.get(index) ??
      verdictOn(inquiry, question, undefined, { kind: 'undecided', reason: 'limit' }, classifier)
    );
  });
}

function guardOf({ protocol, model, execution, plan }: Inquiry, cancelled: () => boolean): AnswerGuard {
  const overheard = overhear(model, execution, plan);
  return new AnswerGuard(protocol, { wholeRun: true, overheard, cancelled });
}

function verdictOn(
  { attack, protocol }: Inquiry,
  asked: Asked,
  query: Query | undefined,
  answer: Answer,
  classifier: AttackClassifier,
): ActiveVerdict {
  const question = { attack, asked };
  if (answer.kind !== 'violated' || query === undefined) {
    return { ...question, answer, attackTypes: [], trace: null };
  }
  const attackTypes = classifier.typesOf(answer.trace, query);
  return { ...question, answer, attackTypes, trace: narrate(protocol, answer.trace, asked) };
}
