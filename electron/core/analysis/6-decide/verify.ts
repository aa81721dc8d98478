import { Prover, type Precision, type ProofResult } from '#core/analysis/4-prove/prove.ts';
import type { Budget } from '#core/analysis/4-prove/saturation.ts';
import { subjectOf, type RoleFolding } from '#core/analysis/4-prove/subject.ts';
import { BoundedSearch } from '#core/analysis/5-search/bounded-search.ts';
import { AttackSearch, isViolation } from './confirmation.ts';
import { portionFor, portions, PortionedBudget } from './portion.ts';
import { queryGroups } from './query-groups.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { maximalWrittenSize, writtenSize } from '#core/protocol/written-size.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace } from '#core/protocol/trace.ts';

/**
 * What is known of a query (DESIGN, section 5, rule 4).
 *
 * - `holds`: proved for any number of runs.
 * - `holds-within`: every execution with at most so many runs of each role was covered, and none violates the query;
 *   with more runs it is open.
 * - `violated`: the trace was replayed, step by step, and violates the query.
 * - `undecided`: neither. `limit`: the clauses of the budget were used up. `cancelled`: it was told to stop.
 *   `no-attack-confirmed`: the abstraction cannot exclude an attack, and none that it suggests can happen.
 *   `no-witness`: nothing was found, but the honest run does not come to what the query is about, so that this says
 *   nothing. `guessed`: a listener can guess a value of low entropy, and what an adversary does with it was not looked at.
 *   Only a guard says these two ({@link AnswerGuard}).
 * - `inconsistent`: it was found to hold, and whoever only listens to the honest run obtains what should stay secret, which
 *   is a fault of the program; only a guard says so.
 */
export type Answer =
  | { readonly kind: 'holds' }
  | { readonly kind: 'holds-within'; readonly runs: number }
  | { readonly kind: 'violated'; readonly trace: Trace }
  | { readonly kind: 'inconsistent' }
  | {
      readonly kind: 'undecided';
      readonly reason: 'limit' | 'cancelled' | 'no-attack-confirmed' | 'no-witness' | 'guessed';
    };

/** The answer to one query, by its name. */
export interface QueryVerdict {
  readonly query: string;
  readonly answer: Answer;
}

/** How far each saturation goes, and how to tell. What is open at a limit is undecided. */
export interface VerifyOptions extends Budget {
  /** Told what is being worked on, and once of each query its answer, as soon as that is final. */
  readonly progress: (news: VerifyProgress) => void;
}

/** What is told while queries are answered. */
export type VerifyProgress =
  | { readonly kind: 'working'; readonly queries: readonly string[] }
  | { readonly kind: 'answered'; readonly query: string; readonly answer: Answer };

/**
 * Answers all queries of a protocol. Each is asked of the part of it that matters ({@link subjectOf}). The
 * abstraction without phases comes first, being fast; what it cannot prove is tried with phases. Which abstraction ends
 * soon differs from protocol to protocol, so each gets a small effort before any gets a large one. Attacks are suggested
 * by the prover, and by a search through executions with few runs, and accepted by the replay alone; what is neither
 * proved nor attacked holds within the runs that were searched through. Never throws; a limit or a cancellation leaves
 * `undecided`.
 */
export function verify(protocol: Protocol, options: VerifyOptions): readonly QueryVerdict[] {
  const answers = new Map<string, Answer>();
  const { queries } = protocol;
  if (options.cancelled()) return queries.map(({ name }) => leaveOpen(name, 'cancelled', options));
  if (writtenSize(protocol) > maximalWrittenSize) {
    return queries.map(({ name }) => leaveOpen(name, 'limit', options));
  }
  const search = new AttackSearch(protocol);
  const open = (): readonly Query[] => queries.filter(({ name }) => !decided(answers.get(name)));
  const settle = (query: string, answer: Answer): void => {
    // What was searched through stays so when a proof fails afterwards.
    if (answer.kind === 'undecided' && answers.get(query)?.kind === 'holds-within') return;
    answers.set(query, answer);
    if (decided(answer)) options.progress({ kind: 'answered', query, answer });
  };
  const look = (effort: Effort): void => {
    for (const query of open()) {
      if (options.cancelled()) return;
      options.progress({ kind: 'working', queries: [query.name] });
      const answer = searched(protocol, query, effort, search, options);
      if (answer !== null) settle(query.name, answer);
    }
  };
  // What a precision was taken to its end for: more work would say the same.
  const ended = new Map(precisions.map((precision) => [precision, new Set<string>()]));
  // Told to stop, it does not even look at what else could be tried.
  let stopped = false;
  withinStack(() => {
    for (const [round, portion] of portions.entries()) {
      const first = round === 0;
      if (round === portions.length - 1) look(scrutiny);
      for (const [precision, without] of ended) {
        if (stopped) return;
        const left = open().filter(({ name }) => !without.has(name));
        for (const group of queryGroups(protocol, left, first ? precision.memory : 'slim')) {
          stopped ||= options.cancelled();
          if (stopped) break;
          const subject = subjectOf(protocol, group, precision.roles);
          if (saysNothingNew(subject, group, precision)) continue;
          options.progress({ kind: 'working', queries: group.map(({ name }) => name) });
          const budget = new PortionedBudget(options, portionFor(portion, precision.memory, subject));
          const work = { group, precision, budget, first };
          for (const name of answerGroup(subject, work, search, options, settle)) without.add(name);
        }
        if (first && precision.memory === 'slim') look(glance);
      }
      if (first) look(closerLook);
    }
  });
  for (const { name: query } of open()) {
    const found = answers.get(query) ?? ({ kind: 'undecided', reason: 'limit' } as const);
    // Stopped, it was not taken as far as its limit.
    const stopped = options.cancelled() && found.kind === 'undecided';
    const answer: Answer = stopped ? { kind: 'undecided', reason: 'cancelled' } : found;
    answers.set(query, answer);
    options.progress({ kind: 'answered', query, answer });
  }
  return queries.map(({ name }) => ({
    query: name,
    answer: answers.get(name) ?? { kind: 'undecided', reason: 'limit' },
  }));
}

function leaveOpen(query: string, reason: 'limit' | 'cancelled', options: VerifyOptions): QueryVerdict {
  const answer: Answer = { kind: 'undecided', reason };
  options.progress({ kind: 'answered', query, answer });
  return { query, answer };
}

// Answers with the queries for which the precision was taken to its end.
function answerGroup(
  subject: Protocol,
  { group, precision, budget, first }: Work,
  search: AttackSearch,
  options: VerifyOptions,
  settle: (query: string, answer: Answer) => void,
): ReadonlySet<string> {
  const settled = new Set<string>();
  const ended = new Set<string>();
  // An attack that shows on the way need not wait for the end, where that may be far; the slim memory shows none.
  const look = (early: Prover): boolean => {
    if (precision.memory === 'slim' || first) return false;
    for (const query of group) {
      if (settled.has(query.name)) continue;
      const trace = search.attack(query, early.suggest(query), options.cancelled);
      if (trace === null) continue;
      settled.add(query.name);
      settle(query.name, { kind: 'violated', trace });
    }
    return settled.size === group.length;
  };
  withinStack(() => {
    // Nothing proves that values are equal.
    const prover = group.every(({ kind }) => kind === 'equal')
      ? null
      : new Prover(subject, group, precision, budget, look);
    const open: Query[] = [];
    for (const query of group) {
      if (settled.has(query.name)) continue;
      const proof = prover?.prove(query) ?? ({ outcome: 'unfinished', traces: [] } as const);
      if (proof.outcome !== 'unfinished' || !budget.spent) ended.add(query.name);
      // Attacks are looked for where they are cheaper to find.
      const attacks = precision.memory === 'slim' ? null : search;
      const answer = answerOf(query, proof, attacks, options);
      settled.add(query.name);
      settle(query.name, answer);
      if (!decided(answer)) open.push(query);
    }
    // What was found for a later question may answer an earlier one.
    for (const query of precision.memory === 'slim' ? [] : open) {
      const trace = search.attackLikeOthers(query, options.cancelled);
      if (trace !== null) settle(query.name, { kind: 'violated', trace });
    }
  });
  for (const { name } of group) {
    if (settled.has(name)) continue;
    ended.add(name);
    settle(name, { kind: 'undecided', reason: 'limit' });
  }
  return ended;
}

// Terms too deep for the stack are a limit like any other.
function withinStack(work: () => void): void {
  try {
    work();
  } catch (problem) {
    if (!(problem instanceof RangeError) || !problem.message.includes('call stack')) throw problem;
  }
}

/** What one saturation is for, and how far it may go. */
interface Work {
  readonly group: readonly Query[];
  readonly precision: Precision;
  readonly budget: PortionedBudget;
  /** Whether it is the first try. */
  readonly first: boolean;
}

interface TriedPrecision extends Precision {
  readonly roles: RoleFolding;
}

// Whether the abstraction is the same as that of an earlier precision.
function saysNothingNew(subject: Protocol, group: readonly Query[], precision: TriedPrecision): boolean {
  if (precision.phased) return subject.phases < 2;
  return (
    precision.roles === 'all' && subjectOf(subject, group, 'folded').roles.length === subject.roles.length
  );
}

// The fast one first; the next takes what is left.
const precisions: readonly TriedPrecision[] = [
  { memory: 'slim', phased: false, roles: 'gathered' },
  { memory: 'medium', phased: false, roles: 'folded' },
  { memory: 'full', phased: false, roles: 'folded' },
  { memory: 'full', phased: false, roles: 'all' },
  { memory: 'full', phased: true, roles: 'all' },
];

// Nothing that could still be found changes it.
function decided(answer: Answer | undefined): boolean {
  return answer?.kind === 'holds' || answer?.kind === 'violated';
}

/** How much is searched through: with up to so many runs of each role, and for each number at most so much work. */
interface Effort {
  readonly runs: readonly number[];
  readonly work: number;
}

// Short looks come before proofs that take long, for most attacks need few runs.
const glance: Effort = { runs: [2], work: 4_000 };
const closerLook: Effort = { runs: [2], work: 12_000 };
const scrutiny: Effort = { runs: [1, 2, 3], work: Infinity };

/** A clause takes about as long as so many units of a search's work. */
const workOfClause = 1;

// An attack, or within how many runs there is none; null when neither was found out.
function searched(
  protocol: Protocol,
  query: Query,
  { runs, work }: Effort,
  search: AttackSearch,
  options: VerifyOptions,
): Answer | null {
  let answer: Answer | null = null;
  // One run alone says nothing where two are compared.
  const least = query.kind === 'unique' || (query.kind === 'correspondence' && query.injective) ? 2 : 1;
  for (const each of runs.filter((number) => number >= least)) {
    const bounded = new BoundedSearch(protocol, options.cancelled);
    const bounds = { runs: each, work: Math.min(work, workOfClause * options.clauses) };
    const result = bounded.search(query, bounds, (trace) => isViolation(protocol, query, trace));
    if (result.kind === 'open') return answer;
    if (result.kind === 'none') answer = { kind: 'holds-within', runs: each };
    else {
      const trace = search.attack(query, [result.trace], options.cancelled);
      return trace === null ? answer : { kind: 'violated', trace };
    }
  }
  return answer;
}

function answerOf(
  query: Query,
  proof: ProofResult,
  search: AttackSearch | null,
  options: VerifyOptions,
): Answer {
  if (proof.outcome === 'proved') return { kind: 'holds' };
  const trace = search?.attack(query, proof.traces, options.cancelled) ?? null;
  if (trace !== null) return { kind: 'violated', trace };
  if (options.cancelled()) return { kind: 'undecided', reason: 'cancelled' };
  return { kind: 'undecided', reason: proof.outcome === 'unfinished' ? 'limit' : 'no-attack-confirmed' };
}
