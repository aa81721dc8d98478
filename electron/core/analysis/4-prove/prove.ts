import type { Proof } from './certify.ts';
import { adversaryRules } from './encode-adversary.ts';
import { roleRules, type EventUse } from './encode-role.ts';
import type { Kept } from './kept-clause.ts';
import type { Memory } from './run-state.ts';
import type { Clause, Rule } from './clause.ts';
import { CorrespondenceCheck, endEvents, goalRules, pastEvents, timesOf } from './goal.ts';
import { honestSorts } from './honest-sorts.ts';
import { Interrupted, type StepBudget } from './step-budget.ts';
import { reconstruct } from './reconstruction.ts';
import { RunDetermination } from './run-determination.ts';
import { Saturation } from './saturation.ts';
import type { TermNode } from '#core/theories/term-node.ts';
import { Signature } from './signature.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace } from '#core/protocol/trace.ts';

/**
 * The outcome of a proof, as the abstraction has it.
 *
 * - `proved`: the query holds for any number of runs.
 * - `derivable`: the abstraction cannot exclude a violation; `traces` are what it suggests, to be replayed.
 * - `unfinished`: the budget was used up.
 */
export interface ProofResult {
  readonly outcome: 'proved' | 'derivable' | 'unfinished';
  readonly traces: readonly Trace[];
  /** What it is proved by; null unless it is. */
  readonly goals: readonly Kept[] | null;
}

/** How exact the abstraction is: `phased` keeps the phases apart. Both make it slower. */
export interface Precision {
  readonly memory: Memory;
  readonly phased: boolean;
}

/** Terms deeper than this are generalised. */
const maximalDepth = 24;

/** How many suggestions a query may come with. */
const maximalTraces = 24;

/** How many it may come with, and how far goals are followed back for them, before the saturation has ended. */
const earlyTraces = 6;
const earlySteps = 1000;

/**
 * Proves queries of a protocol for unboundedly many runs by saturation of Horn clauses (B. Blanchet,
 * "Automatic verification of security protocols in the symbolic model: the verifier ProVerif", FOSAD 2013).
 * One saturation serves all queries.
 */
export class Prover {
  readonly #signature: Signature;
  readonly #saturation: Saturation;
  readonly #budget: StepBudget;
  readonly #memory: Memory;
  readonly #ends: readonly Rule[];
  #interrupted = false;

  /**
   * Saturates for these queries. `look` is given the prover now and then on the way, for what it suggests so far;
   * true ends the work, and nothing is proved then.
   */
  constructor(
    protocol: Protocol,
    queries: readonly Query[],
    precision: Precision,
    budget: StepBudget,
    look: (prover: Prover) => boolean = () => false,
  ) {
    this.#budget = budget;
    this.#memory = precision.memory;
    const { phased } = precision;
    const honest = honestSorts(protocol, queries);
    this.#signature = new Signature(protocol, { phased }, honest, budget);
    const events: EventUse = {
      concluded: new Set(queries.flatMap(endEvents)),
      noted: new Set(queries.flatMap(pastEvents)),
      counters: queries.some((query) => query.kind === 'unique' || isInjective(query)),
    };
    let rules: readonly Rule[] = [];
    this.#uninterrupted(() => {
      rules = protocol.roles.flatMap((role) => roleRules(this.#signature, role, events, precision.memory));
    });
    const isEnd = (rule: Rule): boolean =>
      this.#signature.predicates.kind(rule.conclusion.predicate).kind === 'event';
    this.#ends = rules.filter(isEnd);
    this.#saturation = new Saturation(this.#signature, maximalDepth, precision.memory === 'slim');
    this.#uninterrupted(() => {
      const others = rules.filter((rule) => !isEnd(rule));
      const all = [...adversaryRules(this.#signature, precision.memory), ...others];
      this.#saturation.saturate(all, () => look(this));
    });
  }

  // What was interrupted in the middle is left in disorder, and says nothing any more.
  #uninterrupted(work: () => void): boolean {
    if (this.#interrupted) return false;
    try {
      work();
    } catch (problem) {
      if (!(problem instanceof Interrupted)) throw problem;
      this.#interrupted = true;
    }
    return !this.#interrupted;
  }

  /** The outcome for one of the queries. */
  prove(query: Query): ProofResult {
    let result: ProofResult = unfinished;
    const done = this.#uninterrupted(() => {
      result = this.#prove(query);
    });
    return done ? result : unfinished;
  }

  /** The clauses that it is all proved from, in their terms. */
  get proof(): Proof {
    return { signature: this.#signature, clauses: this.#saturation.kept, memory: this.#memory };
  }

  /** Traces that would violate a query, as far as the saturation has come. */
  suggest(query: Query): readonly Trace[] {
    if (query.kind === 'equal' || this.#memory === 'slim') return [];
    return this.#traces(this.#suspects(query, earlySteps, earlyTraces).suspects);
  }

  #prove(query: Query): ProofResult {
    if (query.kind === 'equal') return unfinished;
    const enough = this.#memory === 'slim' ? 1 : maximalTraces;
    const { suspects, followed } = this.#suspects(query, this.#budget.clauses, enough);
    if (suspects.length > 0) return { outcome: 'derivable', traces: this.#traces(suspects), goals: null };
    if (followed === null || !this.#saturation.complete) return unfinished;
    return { outcome: 'proved', traces: [], goals: followed };
  }

  // The solved clauses for a goal that may stand for a violation, and all that it came to; null unless it was followed back
  // wholly.
  #suspects(
    query: Exclude<Query, { kind: 'equal' }>,
    maximalClauses: number,
    enough: number,
  ): { readonly suspects: readonly Clause[]; readonly followed: readonly Kept[] | null } {
    const satisfied = this.#check(query);
    const suspects: Clause[] = [];
    const goals = goalRules(this.#signature, query, this.#ends);
    const followed = this.#saturation.solve(goals, maximalClauses, (clause) => {
      if (!satisfied(clause)) suspects.push(clause);
      return suspects.length >= enough;
    });
    return { suspects, followed };
  }

  // Tells of a solved clause for the goal that it stands for no violation.
  #check(query: Exclude<Query, { kind: 'equal' }>): (clause: Clause) => boolean {
    switch (query.kind) {
      case 'correspondence': {
        const check = new CorrespondenceCheck(this.#signature, query);
        return (clause) => check.satisfied(clause);
      }
      case 'unique': {
        const tellsApart = new RunDetermination(this.#signature);
        // A run that could accept more than once is told apart from others, but not from itself.
        const once = this.#signature.protocol.roles.every((role) => timesOf(query.event, role) <= 1);
        return (clause) => once && tellsApart.admit(clause, clause.conclusion.args.slice(1));
      }
      case 'fresh':
        return ({ conclusion }) => conclusion.args[1] !== undefined && this.#hasFresh(conclusion.args[1]);
      case 'secrecy':
      case 'unreachable':
        return () => false;
    }
  }

  // Numbers are predictable, but whoever counts has each once.
  #hasFresh(cell: TermNode): boolean {
    const { bank, protocol } = this.#signature;
    if (protocol.numberSorts.includes(bank.sortName(cell.sort))) return true;
    if (cell.symbol < 0) return false;
    const { kind } = bank.describe(cell);
    if (kind === 'fresh') return true;
    return kind !== 'run' && cell.args.some((part) => this.#hasFresh(part));
  }

  #traces(suspects: readonly Clause[]): readonly Trace[] {
    // Without all that was received there is no run to show.
    if (this.#memory === 'slim') return [];
    return suspects.flatMap((clause) => reconstruct(this.#signature, clause));
  }
}

/** The outcome of a proof that was not taken to its end. */
export const unfinished: ProofResult = { outcome: 'unfinished', traces: [], goals: null };

function isInjective(query: Query): boolean {
  return query.kind === 'correspondence' && query.injective;
}
