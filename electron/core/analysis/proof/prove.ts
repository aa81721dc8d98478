import { adversaryRules } from '#core/analysis/proof/encode-adversary.ts';
import { roleRules, type EventUse } from '#core/analysis/proof/encode-role.ts';
import type { Clause, Rule } from '#core/analysis/proof/clause.ts';
import { CorrespondenceCheck, endEvents, goalRules, pastEvents } from '#core/analysis/proof/goal.ts';
import { reconstruct } from '#core/analysis/proof/reconstruction.ts';
import { Saturation, type Budget } from '#core/analysis/proof/saturation.ts';
import { Vocabulary } from '#core/analysis/proof/vocabulary.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace } from '#core/protocol/trace.ts';

/**
 * What the abstraction says of a query.
 *
 * - `proved`: the query holds for any number of runs.
 * - `derivable`: the abstraction cannot exclude a violation; `traces` are what it suggests, to be replayed.
 * - `unfinished`: the budget was used up.
 */
export interface ProofResult {
  readonly outcome: 'proved' | 'derivable' | 'unfinished';
  readonly traces: readonly Trace[];
}

/** Terms deeper than this are generalised. */
const maximalDepth = 24;

/** How many suggestions a query may come with. */
const maximalTraces = 24;

/**
 * Proves queries of a protocol for unboundedly many runs by saturation of Horn clauses (B. Blanchet,
 * "Automatic verification of security protocols in the symbolic model: the verifier ProVerif", FOSAD 2013).
 * One saturation serves all queries.
 */
export class Prover {
  readonly #vocabulary: Vocabulary;
  readonly #saturation: Saturation;
  readonly #budget: Budget;
  readonly #ends: readonly Rule[];

  /** Saturates; `phased` keeps the phases apart, which is slower and more exact. */
  constructor(protocol: Protocol, queries: readonly Query[], phased: boolean, budget: Budget) {
    this.#budget = budget;
    this.#vocabulary = new Vocabulary(protocol, phased);
    const events: EventUse = {
      concluded: new Set(queries.flatMap(endEvents)),
      noted: new Set(queries.flatMap(pastEvents)),
    };
    const rules = protocol.roles.flatMap((role) => roleRules(this.#vocabulary, role, events));
    const isEnd = (rule: Rule): boolean =>
      this.#vocabulary.predicates.kind(rule.conclusion.predicate).kind === 'event';
    this.#ends = rules.filter(isEnd);
    this.#saturation = new Saturation(this.#vocabulary, maximalDepth);
    this.#saturation.saturate(
      [...adversaryRules(this.#vocabulary), ...rules.filter((rule) => !isEnd(rule))],
      budget,
    );
  }

  /** How many clauses were taken up so far. */
  get work(): number {
    return this.#saturation.work;
  }

  /** What the abstraction says of one of the queries. */
  prove(query: Query): ProofResult {
    if (query.kind === 'unique' || query.kind === 'equal' || query.kind === 'fresh') {
      return { outcome: 'unfinished', traces: [] };
    }
    const check = query.kind === 'correspondence' ? new CorrespondenceCheck(this.#vocabulary, query) : null;
    const suspects: Clause[] = [];
    const goals = goalRules(this.#vocabulary, query, this.#ends);
    const solved = this.#saturation.solve(goals, this.#budget, (clause) => {
      if (check?.satisfied(clause) !== true) suspects.push(clause);
      return suspects.length >= maximalTraces;
    });
    if (suspects.length > 0) return { outcome: 'derivable', traces: this.#traces(suspects) };
    return { outcome: solved !== null && this.#saturation.complete ? 'proved' : 'unfinished', traces: [] };
  }

  #traces(suspects: readonly Clause[]): readonly Trace[] {
    const traces: Trace[] = [];
    for (const clause of suspects) {
      const trace = reconstruct(this.#vocabulary, clause);
      if (trace !== null) traces.push(trace);
    }
    return traces;
  }
}
