import type { AttackType } from '#core/attack-type.ts';
import type { AssumptionKind } from './assumption.ts';
import { questionKey, type Question } from './question.ts';
import type { TraceRecord } from './trace-record.ts';

/**
 * Why a question is open.
 *
 * - `limit`: the clauses of the budget were used up. - `time`: the time was.
 * - `cancelled`: the analyst stopped it. - `failed`: the analysis came to an unforeseen end.
 * - `no-attack-confirmed`: the abstraction cannot exclude an attack, and none that it suggests can happen.
 * - `no-witness`: no attack was found, and no honest run that comes to what is asked about and to its end, so that finding
 *   none says nothing.
 * - `partly-proved`: the checker accepts a part of its proof, and the evidence says what it leaves open.
 */
export const undecidedReasons = [
  'limit',
  'time',
  'cancelled',
  'failed',
  'no-attack-confirmed',
  'no-witness',
  'partly-proved',
] as const;
export type UndecidedReason = (typeof undecidedReasons)[number];

/**
 * The possible answers of a verdict.
 *
 * - `holds`: for any number of runs. - `holds-within`: for so many runs of each role, and with more it is open.
 * - `violated`: with an attack that was replayed.
 * - `vacuous`: the completed honest run lacks what is asked about, so that an answer would say nothing: a defect of the model.
 * - `inconsistent`: what the analysis found, an independent judge contradicts: the listener of the honest run, the validation
 *   of the translation, the replay of the attack on the model, or the checker of the proof. One of the two is wrong, which is a
 *   fault of the program.
 * - `undecided`: none of these, for a reason.
 */
export const answerKinds = [
  'holds',
  'holds-within',
  'violated',
  'vacuous',
  'inconsistent',
  'undecided',
] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** From what claims least to what claims most: the worst answer for a requirement first. */
export const worstFirst: readonly AnswerKind[] = [
  'violated',
  'inconsistent',
  'vacuous',
  'undecided',
  'holds-within',
  'holds',
];

/**
 * What is found for a question. `reason` is there exactly when it is undecided, `trace` exactly when it is violated, `runs`
 * exactly when it holds within so many runs of each role; `attackTypes` are those of the trace, the most specific first.
 */
export interface Finding {
  readonly answer: AnswerKind;
  readonly reason: UndecidedReason | null;
  readonly runs: number | null;
  readonly attackTypes: readonly AttackType[];
  readonly trace: TraceRecord | null;
}

/**
 * What the checker of proofs says of a proof (resources/docs/proofs.md).
 *
 * - `unchecked`: nothing yet; the answer is the prover's alone. - `checked`: it accepts it.
 * - `partial`: it accepts a part, and leaves open what `reasons` say. - `refused`: it does not accept it, for the code in `reasons`.
 */
export const evidenceStates = ['unchecked', 'checked', 'partial', 'refused'] as const;
export interface Evidence {
  readonly state: (typeof evidenceStates)[number];
  readonly reasons: readonly string[];
  /** The file that the proof is written to, where it is `checked`; null in records from before it was noted. */
  readonly proof: ProofNote | null;
}

/** What is kept of the file of a proof (electron/core/evidence): its size, and what identifies it. */
export interface ProofNote {
  /** Clauses, and the different terms in them. Proofs by the same clauses share a file. */
  readonly clauses: number;
  readonly terms: number;
  /** SHA-256 of its bytes, lower-case hexadecimal. */
  readonly sha256: string;
}

/** That nobody has looked at a proof yet. */
export const unchecked: Evidence = { state: 'unchecked', reasons: [], proof: null };

/** An assumption of one answer. `names` are entities, messages, clocks or phases. */
export interface AnswerAssumption {
  readonly kind: AssumptionKind;
  readonly names: readonly string[];
  /** What is found without it; null where it was not asked without. */
  readonly without: Finding | null;
}

/**
 * The verdict on one question, from the engine to whoever shows it. `assumes` is what a decided answer takes for granted
 * beyond the plain model. `evidence` is there where there was a proof, but for records from before proofs were checked.
 */
export interface Verdict extends Finding {
  readonly question: Question;
  readonly assumes: readonly AnswerAssumption[];
  readonly evidence: Evidence | null;
  /**
   * SHA-256 of the file of its attack, as `segl verify --evidence` writes it, in lower-case hexadecimal; missing where there
   * is none, and in records from before it was noted.
   */
  readonly attackFile?: string;
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
  return { ...nothingFound, question, answer: 'undecided', reason };
}

const nothingFound = {
  reason: null,
  runs: null,
  attackTypes: [],
  trace: null,
  assumes: [],
  evidence: null,
} as const;

/** True while an answer rests on a proof that nobody has looked at. */
export function isUnchecked({ evidence }: Pick<Verdict, 'evidence'>): boolean {
  return evidence?.state === 'unchecked';
}

/** A verdict, open for the reason where its proof was not looked at: only the checker says that something holds. */
export function leftUnchecked(verdict: Verdict, reason: UndecidedReason): Verdict {
  return isUnchecked(verdict) ? openVerdict(verdict.question, reason) : verdict;
}

/** A verdict of which the file of its proof is now known; null where it has no accepted proof, or it was known. */
export function identified(verdict: Verdict, proof: ProofNote): Verdict | null {
  const { evidence } = verdict;
  if (evidence?.state !== 'checked' || evidence.proof !== null) return null;
  return { ...verdict, evidence: { ...evidence, proof } };
}

/**
 * A verdict of which it is now known what is found without one of its assumptions; null if it makes no such one, or it was
 * known.
 */
export function compared(verdict: Verdict, assumption: AssumptionKind, without: Finding): Verdict | null {
  const place = verdict.assumes.findIndex(({ kind }) => kind === assumption);
  const assumed = verdict.assumes[place];
  if (assumed?.without !== null) return null;
  return { ...verdict, assumes: verdict.assumes.with(place, { ...assumed, without }) };
}

/** True if a secrecy is violated by nothing but a value of the adversary that is taken for the secret: nobody loses one. */
export function isPlanted({ trace }: Pick<Verdict, 'trace'>): boolean {
  return trace?.events.some(({ kind }) => kind === 'takes-planted') === true;
}

/** The verdict on a question that is about nothing. */
export function vacuousVerdict(question: Question): Verdict {
  return { ...nothingFound, question, answer: 'vacuous' };
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
