import { BoundedSearch } from '#core/analysis/5-search/bounded-search.ts';
import type { Answer, VerifyOptions } from './answer.ts';
import type { QueryAnswers } from './answers.ts';
import { isViolation, type AttackSearch } from './confirmation.ts';
import type { SearchEffort } from './strategy.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/** The means of an attempt. */
export interface AttemptContext {
  readonly protocol: Protocol;
  readonly answers: QueryAnswers;
  readonly attacks: AttackSearch;
  readonly options: VerifyOptions;
}

/** A clause takes at least as long as so many units of a search's work. */
const workOfClause = 5;

/** Searches through executions with few runs for violations of what is not decided yet. */
export function trySearch(effort: SearchEffort, means: AttemptContext): void {
  const { answers, options } = means;
  const open = answers.open();
  const work = Math.max(effort.work, effort.together / open.length);
  for (const query of open) {
    if (options.cancelled()) return;
    options.progress({ kind: 'working', queries: [query.name] });
    const answer = searched(query, effort.runs, work, means);
    if (answer !== null) answers.settle(query.name, answer);
  }
}

// An attack, or within how many runs there is none; null when neither was found out.
function searched(
  query: Query,
  runs: readonly number[],
  work: number,
  { protocol, attacks, options }: AttemptContext,
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
      const trace = attacks.attack(query, [result.trace], options.cancelled);
      return trace === null ? answer : { kind: 'violated', trace };
    }
  }
  return answer;
}
