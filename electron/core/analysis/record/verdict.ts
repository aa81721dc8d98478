import type { AttackType } from '#core/attack-type.ts';
import { questionKey, type Question } from './question.ts';
import type { TraceRecord } from './trace-record.ts';

/**
 * Why a question is open.
 *
 * - `limit`: the clauses of the budget were used up. - `time`: the time was.
 * - `cancelled`: the analyst stopped it. - `failed`: the analysis came to an unforeseen end.
 * - `no-attack-confirmed`: the abstraction cannot exclude an attack, and none that it suggests can happen.
 * - `no-witness`: no attack was found, but the honest run, as the analysis sees it, does not come to what is asked about
 *   or not to its end, so that finding none says nothing.
 */
export const undecidedReasons = [
  'limit',
  'time',
  'cancelled',
  'failed',
  'no-attack-confirmed',
  'no-witness',
] as const;
export type UndecidedReason = (typeof undecidedReasons)[number];

/**
 * The possible answers of a verdict.
 *
 * - `holds`: for any number of runs. - `holds-within`: for so many runs of each role, and with more it is open.
 * - `violated`: with an attack that was replayed.
 * - `inconsistent`: the analysis found that it holds, and whoever only listens to the honest run obtains what should stay
 *   secret: one of the two is wrong, which is a fault of the program, so that nothing is said to hold.
 * - `undecided`: none of these, for a reason.
 */
export const answerKinds = ['holds', 'holds-within', 'violated', 'inconsistent', 'undecided'] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** From what claims least to what claims most: the worst answer for a requirement first. */
export const worstFirst: readonly AnswerKind[] = [
  'violated',
  'inconsistent',
  'undecided',
  'holds-within',
  'holds',
];

/**
 * The verdict on one question, from the engine to whoever shows it. `reason` is there exactly when it is undecided, `trace`
 * exactly when it is violated, `runs` exactly when it holds within so many runs of each role; `attackTypes` are those of
 * the trace, the most specific first.
 */
export interface Verdict {
  readonly question: Question;
  readonly answer: AnswerKind;
  readonly reason: UndecidedReason | null;
  readonly runs: number | null;
  readonly attackTypes: readonly AttackType[];
  readonly trace: TraceRecord | null;
}

/** How far an active analysis was allowed to go. */
export interface ActiveBounds {
  /** Clauses of one proof. */
  readonly clauses: number;
  readonly seconds: number;
}

/** The effort of an active analysis. */
export interface AnalysisCost {
  /** Clauses of all its proofs together; what is searched through for attacks needs none. */
  readonly clauses: number;
  /** By the clock, to the millisecond. */
  readonly seconds: number;
}

/** The outcome of one active analysis; it ended by itself or was stopped. Speaks no natural language. */
export interface ActiveRecord {
  readonly format: 2;
  readonly engineVersion: string;
  /** SHA-256 of the model's text in UTF-8, lower-case hexadecimal. */
  readonly inputHash: string;
  readonly bounds: ActiveBounds;
  /** Null in a record from before it was measured. */
  readonly cost: AnalysisCost | null;
  readonly verdicts: readonly Verdict[];
}

/** The verdict on a question that was not answered: the one place where something open gets its verdict. */
export function openVerdict(question: Question, reason: UndecidedReason): Verdict {
  return { question, answer: 'undecided', reason, runs: null, attackTypes: [], trace: null };
}

/** The effort of an analysis, from a count and a measured time. */
export function analysisCost(clauses: number, milliseconds: number): AnalysisCost {
  return { clauses, seconds: Math.round(milliseconds) / 1000 };
}

/** How many questions of a record are decided. */
export function decidedCount({ verdicts }: Pick<ActiveRecord, 'verdicts'>): number {
  return verdicts.filter(({ answer }) => answer !== 'undecided').length;
}

/** The verdicts of a record by their questions, see `questionKey`. */
export function verdictsByQuestion(verdicts: readonly Verdict[]): ReadonlyMap<string, Verdict> {
  return new Map(verdicts.map((verdict) => [questionKey(verdict.question), verdict]));
}
