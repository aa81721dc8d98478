import type { Question } from '#core/analysis/record/question.ts';
import type { VerificationProblem } from '#core/analysis/pipeline/problems.ts';
import { isAfterwards } from '#core/interchange/format/problem-time.ts';
import type { ProverifQuery, QueryObstacle } from '#core/interchange/proverif/queries.ts';

/**
 * Why a question that is asked of a model is not a query of the file.
 *
 * - `relation-of-runs`, `shape-of-value`, `no-value`, `never-happens`: see {@link QueryObstacle}.
 * - `malformed`: its query does not fit the events that it speaks of.
 * - `no-query`: there is no query that would decide it.
 * - `afterwards`: it is about the time after the last phase, when long-term keys leak, in which another adversary
 *   is there; it has a file of its own.
 * - `while-running`: it is about the time until the last phase has ended, and the file about the time after it.
 * - `attack-model`: it is asked under the attack model that `attack` names, which has a file of its own.
 * - `plain-adversary`: it is asked without the attack model that the file is about.
 */
export type OmissionReason =
  | 'relation-of-runs'
  | 'shape-of-value'
  | 'no-value'
  | 'never-happens'
  | 'malformed'
  | 'no-query'
  | 'afterwards'
  | 'while-running'
  | 'attack-model'
  | 'plain-adversary';

/** A question that a file does not put. `attack` is the attack model that it is asked under, or empty. */
export interface Omission {
  readonly question: string;
  readonly reason: OmissionReason;
  readonly attack: string;
}

/** The queries that have no counterpart in the file. */
export function omittedQueries(queries: readonly ProverifQuery[]): readonly Omission[] {
  return queries.flatMap((query) =>
    query.text === null ? [omission(query.name, reasonOf(query.reason))] : [],
  );
}

/**
 * All questions that are asked of a model and that a file about the chosen problem, one of them all, does not put:
 * with {@link omittedQueries} and the file's queries, every question is told of.
 */
export function omittedQuestions(
  chosen: VerificationProblem,
  all: readonly VerificationProblem[],
): readonly Omission[] {
  const queries = new Set(chosen.protocol.queries.map(({ name }) => name));
  const open = chosen.questions.filter(({ key }) => !queries.has(key));
  const others = all.filter((problem) => problem !== chosen);
  return [
    ...open.map(({ key }) => omission(key, 'no-query')),
    ...others.flatMap((problem) => problem.questions.map((question) => elsewhere(question, problem, chosen))),
  ];
}

function elsewhere(
  { key, attack }: Question,
  problem: VerificationProblem,
  chosen: VerificationProblem,
): Omission {
  if (attack !== null) return omission(key, 'attack-model', attack);
  if (isAfterwards(problem)) return omission(key, 'afterwards');
  return omission(key, chosen.attack === null ? 'while-running' : 'plain-adversary');
}

function omission(question: string, reason: OmissionReason, attack = ''): Omission {
  return { question, reason, attack };
}

function reasonOf(obstacle: QueryObstacle): OmissionReason {
  switch (obstacle) {
    case 'relation-of-runs':
    case 'shape-of-value':
    case 'no-value':
    case 'never-happens':
      return obstacle;
    case 'deduction-free-variable':
    case 'exposure-variable':
    case 'exposure-fresh':
    case 'exponential-form':
    case 'ambiguous-exponents':
    case 'ambiguous-rewrites':
    case 'event-arity':
    case 'unknown-symbol':
    case 'symbol-arity':
    case 'unbound-variable':
    case 'fresh-outside-role':
    case 'too-large':
      return 'malformed';
  }
}
