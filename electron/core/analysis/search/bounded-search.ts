import type { Cell } from '#core/analysis/proof/term-bank.ts';
import { Bindings, pairUp, type Pairs } from '#core/analysis/proof/unification.ts';
import { Vocabulary } from '#core/analysis/proof/vocabulary.ts';
import { Interrupted, Pulse } from '#core/analysis/proof/pulse.ts';
import { AdversaryWays, type Way } from '#core/analysis/search/adversary.ts';
import { Extractions, firstRuleVariable, type Extraction } from '#core/analysis/search/extraction.ts';
import { linearisations } from '#core/analysis/search/linearisation.ts';
import { theEnd, Order, type Place } from '#core/analysis/search/order.ts';
import { QueryCheck } from '#core/analysis/search/query-check.ts';
import type { Ancestry, Chain, Delivery, Goal, Semibundle } from '#core/analysis/search/semibundle.ts';
import { beginnings, type Beginning } from '#core/analysis/search/beginning.ts';
import {
  strandOf,
  type Equation,
  type Strand,
  type StrandNode,
  type Transmission,
} from '#core/analysis/search/strand.ts';
import { adversaryConstant } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace } from '#core/protocol/trace.ts';

/** How far a search goes. */
export interface SearchBounds {
  /** Runs of each role. */
  readonly runs: number;
  /** Semibundles that are looked at. */
  readonly semibundles: number;
}

/**
 * What a search found.
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
  readonly #vocabulary: Vocabulary;
  readonly #pulse: Pulse;
  readonly #bindings: Bindings;
  readonly #matching: Bindings;
  readonly #extractions: Extractions;
  readonly #ways: AdversaryWays;
  readonly #strands = new Map<string, Strand>();
  readonly #pool: number[] = [];
  readonly #dishonest: readonly Cell[];
  #variables = 0;
  #interrupted = false;

  constructor(protocol: Protocol, cancelled: () => boolean) {
    this.#protocol = protocol;
    this.#pulse = new Pulse(cancelled);
    this.#vocabulary = new Vocabulary(protocol, true, null, this.#pulse);
    this.#bindings = new Bindings(this.#vocabulary.bank, this.#pulse);
    this.#matching = new Bindings(this.#vocabulary.bank, this.#pulse);
    this.#extractions = new Extractions(this.#vocabulary);
    const place = (cell: Cell, from: number): Cell => this.#placed(cell, from);
    this.#ways = new AdversaryWays(this.#vocabulary, this.#bindings, this.#extractions, place);
    this.#dishonest = protocol.agentSorts.map((sort) =>
      this.#vocabulary.message(adversaryConstant(sort), new Map()),
    );
  }

  /** Searches for an execution that violates the query; `accepts` judges each that is proposed. */
  search(query: Query, bounds: SearchBounds, accepts: (trace: Trace) => boolean): SearchResult {
    if (this.#interrupted) return { kind: 'open' };
    const most = bounds.runs * this.#protocol.roles.length;
    let looked = 0;
    for (let total = 1; total <= most; total += 1) {
      const course: Course = {
        query,
        check: new QueryCheck(this.#vocabulary, query),
        runs: bounds.runs,
        total,
        left: bounds.semibundles - looked,
        accepts,
        found: null,
        stopped: false,
        unconfirmed: false,
        cut: false,
      };
      this.#begin(course);
      looked = bounds.semibundles - course.left;
      if (course.found !== null) return { kind: 'attack', trace: course.found };
      if (course.stopped) return { kind: 'open' };
      if (course.cut) continue;
      return course.unconfirmed || !this.#extractions.complete ? { kind: 'open' } : { kind: 'none' };
    }
    return { kind: 'open' };
  }

  #begin(course: Course): void {
    try {
      for (const beginning of beginnings(this.#protocol, course.query, course.runs)) {
        if (beginning.runs.length > course.total) course.cut = true;
        else if (this.#start(beginning, course)) return;
      }
    } catch (problem) {
      const tooDeep = problem instanceof RangeError && problem.message.includes('call stack');
      if (!(problem instanceof Interrupted) && !tooDeep) throw problem;
      // The bindings are of no use any more.
      this.#interrupted = true;
      course.stopped = true;
    }
  }

  // The runs that the query starts from, each as far as its event.
  #start({ runs, ends, secret }: Beginning, course: Course): boolean {
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
    for (const role of runs) bundle = this.#withRun(bundle, this.#strand(bundle.runs.length, role), 0);
    for (const { run, node } of ends) {
      const event = bundle.runs[run]?.strand.nodes[node];
      if (event?.kind === 'event') bundle = { ...bundle, differ: [...bundle.differ, ...event.honest] };
    }
    const proceed = (index: number, reached: Semibundle): boolean => {
      const end = ends[index];
      if (end !== undefined) {
        return this.#extend(reached, end.run, end.node, (more) => proceed(index + 1, more));
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
    return this.#bindings.unify(pairUp(first.args, second.args, null), found);
  }

  #secretOf({ runs, ends }: Semibundle): readonly Goal[] {
    return ends.flatMap(({ run, node }): readonly Goal[] => {
      const event = runs[run]?.strand.nodes[node];
      const message = event?.kind === 'event' ? event.args[0] : undefined;
      const phase = this.#protocol.phases - 1;
      return message === undefined ? [] : [{ message, at: theEnd, phase, parents: null }];
    });
  }

  #strand(run: number, role: number): Strand {
    const key = `${run} ${role}`;
    const known = this.#strands.get(key);
    if (known !== undefined) return known;
    const script = this.#protocol.roles[role];
    if (script === undefined) throw new RangeError('no such role');
    const { bank } = this.#vocabulary;
    const made = strandOf(
      this.#vocabulary,
      script,
      bank.apply(bank.symbol(`run ${run}`, 'run', 0), []),
      this.#variables,
    );
    this.#variables += made.variables;
    this.#strands.set(key, made);
    return made;
  }

  // A rule's variable as one of the pool.
  #placed(cell: Cell, from: number): Cell {
    if (cell.ground) return cell;
    const { bank } = this.#vocabulary;
    if (cell.symbol >= 0)
      return bank.apply(
        cell.symbol,
        cell.args.map((part) => this.#placed(part, from)),
      );
    if (cell.variable < firstRuleVariable) return cell;
    const index = from + cell.variable - firstRuleVariable;
    while (this.#pool.length <= index) {
      this.#pool.push(this.#variables);
      this.#variables += 1;
    }
    return bank.variable(this.#pool[index] ?? 0, cell.sort);
  }

  #withRun(bundle: Semibundle, strand: Strand, session: number): Semibundle {
    return {
      ...bundle,
      runs: [...bundle.runs, { strand, reach: 0, session }],
      differ: [...bundle.differ, ...strand.honest],
    };
  }

  // Takes a run on to a node, in every way in which what it compares and computes on the way works out.
  #extend(bundle: Semibundle, run: number, to: number, then: (bundle: Semibundle) => boolean): boolean {
    const semi = bundle.runs[run];
    const node = semi?.strand.nodes[semi.reach];
    if (semi === undefined || node === undefined || semi.reach > to) return then(bundle);
    const place = { run, node: semi.reach };
    const runs = bundle.runs.with(run, { ...semi, reach: semi.reach + 1 });
    const next = { ...bundle, runs };
    switch (node.kind) {
      case 'receive':
        return this.#extend(this.#withReceive(next, node, place, node.phase), run, to, then);
      case 'differ':
        return this.#extend({ ...next, differ: [...next.differ, node.pair] }, run, to, then);
      case 'solve':
        return node.alternatives.some(({ equations, unless }) => {
          const more = unless.length === 0 ? next : { ...next, stuck: [...next.stuck, ...unless] };
          return this.#bindings.unify(pairsOf(equations), () => this.#extend(more, run, to, then));
        });
      case 'send':
      case 'event':
      case 'advance':
      case 'accept':
        return this.#extend(next, run, to, then);
    }
  }

  #withReceive(bundle: Semibundle, node: Transmission, at: Place, phase: number): Semibundle {
    if (node.trust !== 'public' || this.#protocol.passive) {
      return { ...bundle, deliveries: [...bundle.deliveries, at] };
    }
    return { ...bundle, goals: [...bundle.goals, { message: node.message, at, phase, parents: null }] };
  }

  // True: stop.
  #explore(bundle: Semibundle, course: Course): boolean {
    this.#pulse.beat();
    course.left -= 1;
    if (course.left <= 0) {
      course.stopped = true;
      return true;
    }
    if (this.#contradicts(bundle)) return false;
    const tidy = this.#tidied(bundle);
    if (tidy === null || course.check.satisfied(tidy, this.#bindings)) return false;
    const chain = tidy.chains.findIndex(({ source }) => this.#bindings.walk(source).symbol >= 0);
    const settled = tidy.chains[chain];
    if (settled !== undefined) {
      const rest = { ...tidy, chains: tidy.chains.toSpliced(chain, 1) };
      return this.#follow(rest, settled, course);
    }
    const task = this.#nextTask(tidy, course);
    if (task !== null) return task(course);
    // What is to be inside a value that the adversary chooses, it had before.
    if (tidy.chains.length > 0) return false;
    return this.#propose(tidy, course);
  }

  #propose(bundle: Semibundle, course: Course): boolean {
    for (const trace of linearisations(bundle, course.query, this.#vocabulary, this.#bindings)) {
      if (!course.accepts(trace)) continue;
      course.found = trace;
      return true;
    }
    course.unconfirmed = true;
    return false;
  }

  // Something that must differ is equal, a destructor applies that must not, or a counter's value would be accepted
  // twice.
  #contradicts({ differ, stuck, runs }: Semibundle): boolean {
    const memo = new Map<number, Cell>();
    const put = (cell: Cell): Cell => this.#bindings.resolve(cell, memo);
    if (differ.some(({ left, right }) => put(left) === put(right))) return true;
    const applies = (row: readonly Equation[]): boolean =>
      this.#matching.match(pairsOf(row.map(([pattern, term]) => [pattern, put(term)])), () => true);
    if (stuck.some(applies)) return true;
    const accepted = new Set<string>();
    for (const { strand, reach } of runs) {
      for (let index = 0; index < reach; index += 1) {
        const node = strand.nodes[index];
        if (node?.kind !== 'accept') continue;
        const key = `${node.counter} ${[...node.holder, node.value].map((cell) => put(cell).id).join(' ')}`;
        if (accepted.has(key)) return true;
        accepted.add(key);
      }
    }
    return false;
  }

  // Goals that are left after taking tuples apart and striking out what is had anyway; null where one goes round in a
  // circle.
  #tidied(bundle: Semibundle): Semibundle | null {
    const memo = new Map<number, Cell>();
    const plain = new Plain(bundle, (cell) => this.#bindings.resolve(cell, memo), this.#extractions);
    const goals: Goal[] = [];
    const take = (goal: Goal, message: Cell): boolean => {
      if (message.symbol >= 0) {
        if (this.#vocabulary.bank.describe(message).kind === 'transparent') {
          return message.args.every((part) => take(goal, part));
        }
        if (this.#ways.isPublic(message) || plain.has(message, goal.at)) return true;
        if (goesRound(message, goal, bundle.order, (cell) => this.#bindings.resolve(cell, memo)))
          return false;
      }
      const known = goals.some(
        (each) => each.message === message && samePlace(each.at, goal.at) && each.parents === goal.parents,
      );
      if (!known) goals.push(message === goal.message ? goal : { ...goal, message });
      return true;
    };
    for (const goal of bundle.goals) {
      if (!take(goal, this.#bindings.resolve(goal.message, memo))) return null;
    }
    return { ...bundle, goals };
  }

  // The goal or delivery that can be met in the fewest ways; null when there is none left.
  #nextTask(bundle: Semibundle, course: Course): ((course: Course) => boolean) | null {
    let fewest: Task | null = null;
    for (const task of this.#tasks(bundle, course)) {
      if (fewest === null || task.steps.length < fewest.steps.length) fewest = task;
      if (fewest.steps.length <= 1) break;
    }
    if (fewest === null) return null;
    const { steps, rest } = fewest;
    return (at) => steps.some((step) => step(rest, at));
  }

  *#tasks(bundle: Semibundle, course: Course): Generator<Task> {
    for (const [index, goal] of bundle.goals.entries()) {
      if (goal.message.symbol < 0) continue;
      const rest = { ...bundle, goals: bundle.goals.toSpliced(index, 1) };
      yield { rest, steps: this.#stepsTo(goal, rest, course) };
    }
    for (const [index, delivery] of bundle.deliveries.entries()) {
      const rest = { ...bundle, deliveries: bundle.deliveries.toSpliced(index, 1) };
      yield { rest, steps: this.#stepsFor(delivery, rest, course) };
    }
  }

  #stepsTo(goal: Goal, bundle: Semibundle, course: Course): readonly Step[] {
    const own = this.#ways.ways(goal.message, goal.phase, bundle.ruleVariables).map(
      (way): Step =>
        (rest, at) =>
          this.#take(rest, goal, way, (more) => this.#explore(more, at)),
    );
    return [
      ...own,
      ...this.#sources(bundle, course, (node) => this.#isReadable(node)).flatMap((source) =>
        this.#stepsFrom(goal, bundle, source),
      ),
    ];
  }

  // The adversary reads what is on open channels, and what is sent to a dishonest agent.
  #isReadable(node: StrandNode): node is StrandNode & Transmission {
    if (node.kind !== 'send') return false;
    return node.trust === 'public' || node.trust === 'authentic' || !this.#protocol.passive;
  }

  #stepsFrom(goal: Goal, bundle: Semibundle, source: Source): readonly Step[] {
    const { node } = source;
    if (node.phase > goal.phase) return [];
    if (source.run < bundle.runs.length) {
      const place = { run: source.run, node: source.index };
      if (goal.at !== theEnd && bundle.order.reaches(goal.at, place)) return [];
    }
    const open = node.trust === 'public' || node.trust === 'authentic';
    const readers: readonly Pairs[] = open
      ? [null]
      : this.#dishonest.map((agent) => ({ left: node.ends?.to ?? agent, right: agent, next: null }));
    return this.#openings(node.message, source.strand.given).flatMap(
      ({ extraction, chained }): readonly Step[] => {
        if (extraction.fromPhase > goal.phase) return [];
        const way = chained
          ? this.#ways.inside(extraction, null, bundle.ruleVariables)
          : this.#ways.from(extraction, goal.message, goal.phase, bundle.ruleVariables);
        if (way === null) return [];
        return readers
          .map((reader) => ({ ...way, pairs: append(reader, way.pairs) }))
          .filter(({ pairs }) => this.#bindings.unify(pairs, () => true))
          .map((each): Step => (rest, course) => {
            if (!this.#mayBegin(source, course)) return false;
            return this.#take(rest, goal, each, (more) =>
              this.#reach(more, source, goal.at, (reached) => {
                if (!chained) return this.#explore(reached, course);
                const chain: Chain = { goal, source: this.#placed(extraction.target, rest.ruleVariables) };
                return this.#explore({ ...reached, chains: [...reached.chains, chain] }, course);
              }),
            );
          });
      },
    );
  }

  // What comes out of a message that a run sends. What the run was given by the adversary is nothing new, and what is
  // in a value is looked for there.
  #openings(message: Cell, given: ReadonlySet<number>): readonly Opening[] {
    return this.#extractions
      .of(message)
      .filter(({ target }) => target.symbol >= 0 || !given.has(target.variable))
      .map((extraction) => ({
        extraction,
        chained: extraction.target.symbol < 0 && this.#bindings.walk(extraction.target).sort === 0,
      }));
  }

  // The message of a goal is inside a value, which is known now.
  #follow(bundle: Semibundle, { goal, source }: Chain, course: Course): boolean {
    const value = this.#bindings.resolve(source, new Map());
    const message = this.#bindings.resolve(goal.message, new Map());
    return this.#extractions.of(value).some((extraction) => {
      const { target } = extraction;
      if (extraction.fromPhase > goal.phase) return false;
      const chained = target.symbol < 0 && target.sort === 0;
      const way = chained
        ? this.#ways.inside(extraction, null, bundle.ruleVariables)
        : this.#ways.from(extraction, message, goal.phase, bundle.ruleVariables);
      if (way === null) return false;
      return this.#take(bundle, goal, way, (more) => {
        if (!chained) return this.#explore(more, course);
        const chain: Chain = { goal, source: this.#placed(target, bundle.ruleVariables) };
        return this.#explore({ ...more, chains: [...more.chains, chain] }, course);
      });
    });
  }

  // What a way needs becomes goals.
  #take(bundle: Semibundle, goal: Goal, way: Way, then: (bundle: Semibundle) => boolean): boolean {
    return this.#bindings.unify(way.pairs, () => {
      const parents: Ancestry = { message: goal.message, at: goal.at, next: goal.parents };
      const { at, phase } = goal;
      const needs = way.needs.map((message): Goal => ({ message, at, phase, parents }));
      return then({
        ...bundle,
        goals: [...bundle.goals, ...needs],
        ruleVariables: bundle.ruleVariables + way.variables,
      });
    });
  }

  #stepsFor(delivery: Delivery, bundle: Semibundle, course: Course): readonly Step[] {
    const receiver = bundle.runs[delivery.run];
    const node = receiver?.strand.nodes[delivery.node];
    if (receiver === undefined || node?.kind !== 'receive') return [];
    const isSent = (each: StrandNode): each is StrandNode & Transmission =>
      each.kind === 'send' && each.label === node.label && each.phase <= node.phase;
    const session = course.query.kind === 'equal' ? receiver.session : null;
    const sent = this.#sources(bundle, course, isSent)
      .filter((source) => session === null || source.session === session)
      .flatMap((source): readonly Step[] => {
        if (source.run < bundle.runs.length) {
          if (bundle.order.reaches(delivery, { run: source.run, node: source.index })) return [];
        }
        let pairs: Pairs = { left: source.node.message, right: node.message, next: null };
        if (source.node.ends !== null && node.ends !== null) {
          pairs = { left: source.node.ends.from, right: node.ends.from, next: pairs };
          pairs = { left: source.node.ends.to, right: node.ends.to, next: pairs };
        }
        if (!this.#bindings.unify(pairs, () => true)) return [];
        return [
          (rest, at) =>
            this.#mayBegin(source, at) &&
            this.#bindings.unify(pairs, () =>
              this.#reach(rest, source, delivery, (more) => this.#explore(more, at)),
            ),
        ];
      });
    return [...sent, ...this.#told(delivery, node)];
  }

  // What the adversary puts on a channel: anything on a confidential one, and what dishonest agents send.
  #told(at: Delivery, node: StrandNode & Transmission): readonly Step[] {
    if (this.#protocol.passive || node.ends === null) return [];
    const { from } = node.ends;
    const goal: Goal = { message: node.message, at, phase: node.phase, parents: null };
    const senders: readonly Pairs[] =
      node.trust === 'confidential'
        ? [null]
        : this.#dishonest.map((agent) => ({ left: from, right: agent, next: null }));
    return senders
      .filter((pairs) => this.#bindings.unify(pairs, () => true))
      .map(
        (pairs): Step =>
          (rest, course) =>
            this.#bindings.unify(pairs, () =>
              this.#explore({ ...rest, goals: [...rest.goals, goal] }, course),
            ),
      );
  }

  // The nodes that a message may come from: of the runs that are there, first, and of new ones.
  #sources(
    { runs }: Semibundle,
    course: Course,
    wanted: (node: StrandNode) => node is StrandNode & Transmission,
  ): readonly Source[] {
    const found: Source[] = [];
    const add = (strand: Strand, run: number, session: number, tooMany: boolean, taken: boolean): void => {
      for (const [index, node] of strand.nodes.entries()) {
        if (wanted(node)) found.push({ run, strand, index, node, session, tooMany, isNew: taken });
      }
    };
    for (const [run, { strand, session }] of runs.entries()) add(strand, run, session, false, false);
    for (const [role, script] of this.#protocol.roles.entries()) {
      const own = runs.filter(({ strand }) => strand.role === script);
      if (script.runs !== null && own.length >= script.runs) continue;
      // Who searches through fewer runs than that has left something out, but nothing within those.
      if (own.length >= course.runs) continue;
      const tooMany = runs.length >= course.total;
      for (const session of sessionsOf(
        course,
        own.map((each) => each.session),
      )) {
        add(this.#strand(runs.length, role), runs.length, session, tooMany, true);
      }
    }
    return found;
  }

  #mayBegin({ tooMany }: Source, course: Course): boolean {
    if (tooMany) course.cut = true;
    return !tooMany;
  }

  // The source's node is there, and comes before the place.
  #reach(bundle: Semibundle, source: Source, at: Place, then: (bundle: Semibundle) => boolean): boolean {
    const begun = source.isNew ? this.#withRun(bundle, source.strand, source.session) : bundle;
    return this.#extend(begun, source.run, source.index, (reached) => {
      const order = reached.order.with({ run: source.run, node: source.index }, at);
      return order !== null && then({ ...reached, order });
    });
  }
}

/** Something that comes out of a message; `chained` where what is wanted is to be looked for inside of it. */
interface Opening {
  readonly extraction: Extraction;
  readonly chained: boolean;
}

/** What one search keeps track of. */
interface Course {
  readonly query: Query;
  readonly check: QueryCheck;
  readonly runs: number;
  readonly total: number;
  readonly accepts: (trace: Trace) => boolean;
  left: number;
  found: Trace | null;
  stopped: boolean;
  unconfirmed: boolean;
  /** More runs in all would have been needed for something. */
  cut: boolean;
}

/** Does one thing about a semibundle and explores what comes of it; true: stop. */
type Step = (bundle: Semibundle, course: Course) => boolean;

/** Something to be explained, in so many ways, with all the rest. */
interface Task {
  readonly steps: readonly Step[];
  readonly rest: Semibundle;
}

interface Source {
  readonly run: number;
  readonly strand: Strand;
  readonly index: number;
  readonly node: StrandNode & Transmission;
  readonly session: number;
  readonly isNew: boolean;
  readonly tooMany: boolean;
}

function sessionsOf(course: Course, taken: readonly number[]): readonly number[] {
  if (course.query.kind !== 'equal') return [0];
  return Array.from({ length: course.runs }, (_, session) => session).filter((each) => !taken.includes(each));
}

function pairsOf(equations: readonly Equation[]): Pairs {
  let pairs: Pairs = null;
  for (const [left, right] of equations) pairs = { left, right, next: pairs };
  return pairs;
}

function append(pairs: Pairs, rest: Pairs): Pairs {
  return pairs === null ? rest : { ...pairs, next: append(pairs.next, rest) };
}

function samePlace(one: Place, other: Place): boolean {
  return one.run === other.run && one.node === other.node;
}

// A message is needed for itself.
function goesRound(message: Cell, goal: Goal, order: Order, put: (cell: Cell) => Cell): boolean {
  for (let each = goal.parents; each !== null; each = each.next) {
    if (put(each.message) === message && order.reaches(goal.at, each.at)) return true;
  }
  return false;
}

/** What runs sent for everybody to see. */
class Plain {
  readonly #bundle: Semibundle;
  readonly #put: (cell: Cell) => Cell;
  readonly #extractions: Extractions;
  #seen: ReadonlyMap<Cell, readonly Place[]> | null = null;

  constructor(bundle: Semibundle, put: (cell: Cell) => Cell, extractions: Extractions) {
    this.#bundle = bundle;
    this.#put = put;
    this.#extractions = extractions;
  }

  /** Whether the message was seen before the place. */
  has(message: Cell, at: Place): boolean {
    this.#seen ??= this.#look();
    return (this.#seen.get(message) ?? []).some((place) => this.#bundle.order.precedes(place, at));
  }

  #look(): ReadonlyMap<Cell, readonly Place[]> {
    const seen = new Map<Cell, Place[]>();
    for (const [run, { strand, reach }] of this.#bundle.runs.entries()) {
      for (let node = 0; node < reach; node += 1) {
        const sent = strand.nodes[node];
        if (sent?.kind !== 'send' || (sent.trust !== 'public' && sent.trust !== 'authentic')) continue;
        for (const { target, needs, equations, fromPhase } of this.#extractions.of(this.#put(sent.message))) {
          if (needs.length > 0 || equations.length > 0 || fromPhase > 0) continue;
          const places = seen.get(target) ?? [];
          places.push({ run, node });
          seen.set(target, places);
        }
      }
    }
    return seen;
  }
}
