import type { Clause } from './clause.ts';

/** How many buckets of the queue are for clauses without hypotheses. */
const factBuckets = 32;

/**
 * Clauses that wait to be taken up, the lightest first and among those the latest. Clauses without hypotheses come before
 * all others: they make the most of the rest superfluous.
 */
export class ClauseQueue {
  readonly #buckets: Clause[][] = [];

  add(clause: Clause): void {
    const weight = weightOf(clause);
    while (this.#buckets.length <= weight) this.#buckets.push([]);
    this.#buckets[weight]?.push(clause);
  }

  /** Takes out the next clause; undefined when none is left. */
  next(): Clause | undefined {
    for (const bucket of this.#buckets) {
      const clause = bucket.pop();
      if (clause !== undefined) return clause;
    }
    return undefined;
  }
}

function weightOf({ hypotheses, conclusion }: Clause): number {
  let weight = hypotheses.length * 2;
  if (hypotheses.length === 0) {
    for (const cell of conclusion.args) weight += cell.size;
    return Math.min(weight >> 1, factBuckets - 1);
  }
  for (const fact of hypotheses) for (const cell of fact.args) weight += cell.size;
  return factBuckets + Math.min(weight >> 1, 255);
}
