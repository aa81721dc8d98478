import type { Asked, ActiveQuestion } from './asked.ts';
import type { AttackType } from './attack-type.ts';
import type { TraceRecord } from './trace-record.ts';

/**
 * Why a question is open.
 *
 * - `limit`: the clauses of the budget were used up. - `time`: the time was.
 * - `cancelled`: the analyst stopped it. - `failed`: the analysis came to an unforeseen end.
 * - `no-attack-confirmed`: the abstraction cannot exclude an attack, and none that it suggests can happen.
 * - `no-witness`: no attack was found, but the honest run, as the analysis sees it, does not come to what is asked about
 *   or not to its end, so that finding none says nothing.
 * - `guessed`: no attack was found, but whoever listens can guess a value of low entropy, and what an adversary does with it
 *   was not looked at.
 */
export const undecidedReasons = [
  'limit',
  'time',
  'cancelled',
  'failed',
  'no-attack-confirmed',
  'no-witness',
  'guessed',
] as const;
export type UndecidedReason = (typeof undecidedReasons)[number];

/**
 * See {@link Answer}. `inconsistent`: the analysis found that it holds, and whoever only listens to the honest run obtains
 * what should stay secret: one of the two is wrong, which is a fault of the program, so that nothing is said to hold.
 */
export const activeAnswers = ['holds', 'holds-within', 'violated', 'inconsistent', 'undecided'] as const;
export type ActiveAnswer = (typeof activeAnswers)[number];

/**
 * The verdict on one question, as it is kept. `reason` is there exactly when it is undecided, `trace` exactly
 * when it is violated, `runs` exactly when it holds within so many runs of each role.
 */
export interface VerdictRecord {
  /** The attack model that it was asked under; null for the plain adversary. */
  readonly attack: string | null;
  readonly asked: Asked;
  readonly answer: ActiveAnswer;
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

/** What an active analysis took. */
export interface AnalysisCost {
  /** Clauses of all its proofs together; what is searched through for attacks needs none. */
  readonly clauses: number;
  /** By the clock, to the millisecond. */
  readonly seconds: number;
}

/** The outcome of one active analysis; it ended by itself or was stopped. Speaks no natural language. */
export interface ActiveRecord {
  readonly format: 1;
  readonly engineVersion: string;
  /** SHA-256 of the model's text in UTF-8, lower-case hexadecimal. */
  readonly inputHash: string;
  readonly bounds: ActiveBounds;
  /** Null in a record from before it was measured. */
  readonly cost: AnalysisCost | null;
  readonly verdicts: readonly VerdictRecord[];
}

/** The verdict on a question that was not answered. */
export function openVerdict({ attack, asked }: ActiveQuestion, reason: UndecidedReason): VerdictRecord {
  return { attack, asked, answer: 'undecided', reason, runs: null, attackTypes: [], trace: null };
}

/** What an analysis took, from a count and a measured time. */
export function analysisCost(clauses: number, milliseconds: number): AnalysisCost {
  return { clauses, seconds: Math.round(milliseconds) / 1000 };
}

/** How many questions of a record are decided. */
export function decidedCount({ verdicts }: Pick<ActiveRecord, 'verdicts'>): number {
  return verdicts.filter(({ answer }) => answer !== 'undecided').length;
}
