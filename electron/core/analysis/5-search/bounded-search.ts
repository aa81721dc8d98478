import { pairTerms } from '#core/theories/term-node.ts';
import { completesWithinStack } from '#core/stack-limit.ts';
import { Interrupted, StepBudget } from '#core/analysis/4-prove/step-budget.ts';
import { AdversaryDerivations } from './adversary.ts';
import { startConfigurations, type StartConfiguration } from './start-configuration.ts';
import { Consistency } from './consistency.ts';
import { Explanations } from './explanations.ts';
import { Extractions } from './extraction.ts';
import { Refinement } from './refinement.ts';
import { linearisations } from './linearisation.ts';
import { Order, endOfTime } from './order.ts';
import { SendNodes } from './send-node.ts';
import { QueryCheck } from './query-check.ts';
import { RunQuota } from './run-quota.ts';
import { SearchTerms } from './search-terms.ts';
import type { Goal, Semibundle } from './semibundle.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace } from '#core/protocol/trace.ts';

/** Looking at a semibundle takes about as long as so many unifications. */
const unificationsInUnit = 40;

/** How far a search goes. */
export interface SearchBounds {
  /** Runs of each role. */
  readonly runs: number;
  /** How much work is done: a unit is a semibundle that is looked at, or {@link unificationsInUnit} unifications. */
  readonly work: number;
}

/**
 * The outcome of a search.
 *
 * - `attack`: a trace that was accepted.
 * - `none`: every execution with at most so many runs of each role was covered, and none violates the query.
 * - `open`: it was stopped, or found something that it could not confirm.
 */
export type SearchResult =
  { readonly kind: 'attack'; readonly trace: Trace } | { readonly kind: 'none' } | { readonly kind: 'open' };

/**
 * Looks for executions with a bounded number of runs that violate a query, backwards from what violates it: every
 * message that a run receives must come from a run's sending or from the adversary's own doing (D. Song, "Athena",
 * 1999; C. Cremers, "Unbounded verification, falsification, and characterization of security protocols by pattern
 * refinement", 2008). What it leaves out can only be executions that come of others by taking on runs or detours.
 */
export class BoundedSearch {
  readonly #protocol: Protocol;
  readonly #work: StepBudget;
  readonly #terms: SearchTerms;
  readonly #extractions: Extractions;
  readonly #refinement: Refinement;
  readonly #consistency: Consistency;
  readonly #explanations: Explanations;
  #interrupted = false;

  /** `cancelled` is asked often; when it says so, the search stops. */
  constructor(protocol: Protocol, cancelled: () => boolean) {
    this.#protocol = protocol;
    this.#work = new StepBudget({ clauses: 0, cancelled });
    const terms = new SearchTerms(protocol, this.#work);
    const extractions = new Extractions(terms.signature);
    const ways = new AdversaryDerivations(terms, extractions);
    const refinement = new Refinement(terms.bindings, protocol.passive);
    const sendNodes = new SendNodes(extractions, protocol.passive);
    this.#terms = terms;
    this.#extractions = extractions;
    this.#refinement = refinement;
    this.#consistency = new Consistency(terms, extractions, ways);
    this.#explanations = new Explanations({ terms, extractions, sendNodes, ways, refinement });
  }

  /** Searches for an execution that violates the query; `accepts` judges each that is proposed. */
  search(query: Query, bounds: SearchBounds, accepts: (trace: Trace) => boolean): SearchResult {
    if (this.#interrupted) return { kind: 'open' };
    const most = bounds.runs * this.#protocol.roles.length;
    let left = bounds.work;
    // With few runs in all there is little to be looked at, and most attacks need few.
    for (let total = 1; total <= most; total += 1) {
      const course: Course = {
        query,
        check: new QueryCheck(this.#terms.signature, query),
        quota: new RunQuota(bounds.runs, total, query.kind === 'equal'),
        left,
        units: this.#work.units,
        accepts,
        found: null,
        stopped: false,
        unconfirmed: false,
      };
      this.#begin(course);
      left = course.left;
      if (course.found !== null) return { kind: 'attack', trace: course.found };
      if (course.stopped) return { kind: 'open' };
      if (course.quota.exceeded) continue;
      return course.unconfirmed || !this.#extractions.complete ? { kind: 'open' } : { kind: 'none' };
    }
    return { kind: 'open' };
  }

  #begin(course: Course): void {
    try {
      const completed = completesWithinStack(() => {
        this.#exploreFrom(startConfigurations(this.#protocol, course.query, course.quota.runs), course);
      });
      if (completed) return;
    } catch (problem) {
      if (!(problem instanceof Interrupted)) throw problem;
    }
    // The bindings are of no use any more.
    this.#interrupted = true;
    course.stopped = true;
  }

  #exploreFrom(all: readonly StartConfiguration[], course: Course): void {
    for (const start of all) {
      if (start.runs.length > course.quota.total) course.quota.exceed();
      else if (this.#start(start, course)) return;
    }
  }

  // The runs that the query starts from, each as far as its event.
  #start({ runs, ends, secret }: StartConfiguration, course: Course): boolean {
    let bundle: Semibundle = {
      runs: [],
      order: Order.empty,
      goals: [],
      deliveries: [],
      chains: [],
      differ: [],
      stuck: [],
      ends,
      ruleVariables: 0,
    };
    for (const role of runs)
      bundle = this.#refinement.withRun(bundle, this.#terms.strand(bundle.runs.length, role), 0);
    for (const { run, node } of ends) {
      const event = bundle.runs[run]?.strand.nodes[node];
      if (event?.kind === 'event') bundle = { ...bundle, differ: [...bundle.differ, ...event.honest] };
    }
    const proceed = (index: number, reached: Semibundle): boolean => {
      const end = ends[index];
      if (end !== undefined) {
        return this.#refinement.extend(reached, end.run, end.node, (more) => proceed(index + 1, more));
      }
      const goals = secret ? this.#secretOf(reached) : [];
      return this.#equal(course.query, reached, () =>
        this.#explore({ ...reached, goals: [...reached.goals, ...goals] }, course),
      );
    };
    return proceed(0, bundle);
  }

  // Runs that are asked to have the same: their events' arguments are equal.
  #equal(query: Query, { runs, ends }: Semibundle, found: () => boolean): boolean {
    const events = ends.map(({ run, node }) => runs[run]?.strand.nodes[node]);
    const [first, second] = events;
    if (query.kind !== 'unique' || first?.kind !== 'event' || second?.kind !== 'event') return found();
    return this.#terms.bindings.unify(pairTerms(first.args, second.args, null), found);
  }

  #secretOf({ runs, ends }: Semibundle): readonly Goal[] {
    return ends.flatMap(({ run, node }): readonly Goal[] => {
      const event = runs[run]?.strand.nodes[node];
      const message = event?.kind === 'event' ? event.args[0] : undefined;
      const phase = this.#protocol.phases - 1;
      return message === undefined
        ? []
        : [{ message, at: endOfTime, phase, toBeChanged: false, parents: null }];
    });
  }

  // True: stop.
  #explore(bundle: Semibundle, course: Course): boolean {
    this.#work.spend();
    const { units } = this.#work;
    course.left -= 1 + (units - course.units) / unificationsInUnit;
    course.units = units;
    if (course.left <= 0) {
      course.stopped = true;
      return true;
    }
    if (this.#consistency.contradicts(bundle)) return false;
    const tidy = this.#consistency.simplified(bundle);
    if (tidy === null || course.check.satisfied(tidy, this.#terms.bindings)) return false;
    const chain = tidy.chains.findIndex(({ waits }) => this.#terms.bindings.walk(waits).symbol >= 0);
    const settled = tidy.chains[chain];
    if (settled !== undefined) {
      const rest = { ...tidy, chains: tidy.chains.toSpliced(chain, 1) };
      return this.#explanations.follow(rest, settled, (more) => this.#explore(more, course));
    }
    const task = this.#explanations.next(tidy, course.quota);
    if (task !== null) {
      const explore = (more: Semibundle): boolean => this.#explore(more, course);
      return task.steps.some((step) => step(task.rest, course.quota, explore));
    }
    // What is to be inside a value that the adversary chooses, it had before.
    if (tidy.chains.length > 0) return false;
    return this.#propose(tidy, course);
  }

  #propose(bundle: Semibundle, course: Course): boolean {
    for (const trace of linearisations(bundle, course.query, this.#terms.signature, this.#terms.bindings)) {
      if (!course.accepts(trace)) continue;
      course.found = trace;
      return true;
    }
    course.unconfirmed = true;
    return false;
  }
}

/** The state of one search. */
interface Course {
  readonly query: Query;
  readonly check: QueryCheck;
  readonly quota: RunQuota;
  readonly accepts: (trace: Trace) => boolean;
  left: number;
  /** How much had been spent when this was looked at last. */
  units: number;
  found: Trace | null;
  stopped: boolean;
  unconfirmed: boolean;
}
