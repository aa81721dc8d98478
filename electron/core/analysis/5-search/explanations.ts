import type { Cell } from '#core/analysis/4-prove/term-bank.ts';
import { pairUp, type Bindings, type Pairs } from '#core/analysis/4-prove/unification.ts';
import type { AdversaryWays, Way } from './adversary.ts';
import type { Extraction, Extractions } from './extraction.ts';
import type { Growth, Site, Then } from './growth.ts';
import { theEnd, type Place } from './order.ts';
import type { Outlet, Outlets } from './outlet.ts';
import type { RunQuota } from './run-quota.ts';
import type { SearchTerms } from './search-terms.ts';
import type { Chain, Goal, Semibundle } from './semibundle.ts';
import type { StrandNode, Transmission } from './strand.ts';

/** One way to explain something; true: stop. */
type Step = (rest: Semibundle, quota: RunQuota, explore: Then) => boolean;

/** Something to be explained, in so many ways, with all the rest. */
export interface Task {
  readonly steps: readonly Step[];
  readonly rest: Semibundle;
}

/** The parts that explanations are made with. */
export interface Means {
  readonly terms: SearchTerms;
  readonly extractions: Extractions;
  readonly outlets: Outlets;
  readonly ways: AdversaryWays;
  readonly growth: Growth;
}

/** Where messages come from that runs receive or that the adversary must have. */
export class Explanations {
  readonly #terms: SearchTerms;
  readonly #bindings: Bindings;
  readonly #extractions: Extractions;
  readonly #outlets: Outlets;
  readonly #ways: AdversaryWays;
  readonly #growth: Growth;

  constructor({ terms, extractions, outlets, ways, growth }: Means) {
    this.#terms = terms;
    this.#bindings = terms.bindings;
    this.#extractions = extractions;
    this.#outlets = outlets;
    this.#ways = ways;
    this.#growth = growth;
  }

  /** What is to be explained about a semibundle next: what has the fewest explanations. Null when nothing is left. */
  next(bundle: Semibundle, quota: RunQuota): Task | null {
    let fewest: Task | null = null;
    for (const task of this.#tasks(bundle, quota)) {
      if (fewest === null || task.steps.length < fewest.steps.length) fewest = task;
      if (fewest.steps.length <= 1) break;
    }
    return fewest;
  }

  /** The message of a goal is inside a value, which is known now. */
  follow(bundle: Semibundle, { goal, source }: Chain, explore: Then): boolean {
    const value = this.#bindings.resolve(source, new Map());
    const message = this.#bindings.resolve(goal.message, new Map());
    return this.#extractions.of(value).some((extraction) => {
      if (extraction.fromPhase > goal.phase) return false;
      const { waits } = extraction;
      const used = bundle.ruleVariables;
      const way = this.#way(extraction, waits, { ...goal, message }, used);
      return (
        way !== null &&
        this.#growth.take(bundle, goal, way, this.#chained(goal, extraction, waits, used, explore))
      );
    });
  }

  *#tasks(bundle: Semibundle, quota: RunQuota): Generator<Task> {
    const sites = quota.sites(bundle, this.#terms);
    for (const [index, goal] of bundle.goals.entries()) {
      if (goal.message.symbol < 0) continue;
      const rest = { ...bundle, goals: bundle.goals.toSpliced(index, 1) };
      yield { rest, steps: this.#stepsTo(goal, rest, sites) };
    }
    for (const [index, delivery] of bundle.deliveries.entries()) {
      const rest = { ...bundle, deliveries: bundle.deliveries.toSpliced(index, 1) };
      yield { rest, steps: this.#stepsFor(delivery, rest, sites, quota.sessions) };
    }
  }

  #stepsTo(goal: Goal, bundle: Semibundle, sites: readonly Site[]): readonly Step[] {
    const own = this.#ways.ways(goal.message, goal.phase, bundle.ruleVariables, goal.toBeChanged).map(
      (way): Step =>
        (rest, _, explore) =>
          this.#growth.take(rest, goal, way, explore),
    );
    const { symbol } = goal.message;
    const others = sites.flatMap((site) =>
      this.#outlets.of(site.strand, symbol).flatMap((outlet) => this.#stepsFrom(goal, bundle, site, outlet)),
    );
    return [...own, ...others];
  }

  #stepsFrom(goal: Goal, bundle: Semibundle, site: Site, outlet: Outlet): readonly Step[] {
    const { node, index, extraction } = outlet;
    if (node.phase > goal.phase || extraction.fromPhase > goal.phase) return [];
    const place = { run: site.run, node: index };
    if (!site.isNew && goal.at !== theEnd && bundle.order.reaches(goal.at, place)) return [];
    // What is in a value is looked for there; an atom has nothing in it.
    const value = extraction.waits === null ? null : this.#bindings.walk(extraction.waits);
    const waits =
      value === null || (value.sort !== 0 && extraction.target === extraction.waits)
        ? null
        : extraction.waits;
    const way = this.#way(extraction, waits, goal, bundle.ruleVariables);
    if (way === null) return [];
    return this.#readers(node)
      .map((reader) => ({ ...way, pairs: append(reader, way.pairs) }))
      .filter(({ pairs }) => this.#bindings.unify(pairs, () => true))
      .map((each): Step => (rest, quota, explore) => {
        if (!quota.admits(site)) return false;
        const then = this.#chained(goal, extraction, waits, rest.ruleVariables, explore);
        return this.#growth.take(rest, goal, each, (more) =>
          this.#growth.reach(more, site, index, goal.at, then),
        );
      });
  }

  // How an extraction gives a goal's message; where a value is waited for, how it gives what that is in.
  #way(extraction: Extraction, waits: Cell | null, { message, phase }: Goal, used: number): Way | null {
    return waits === null
      ? this.#ways.from(extraction, message, phase, used)
      : this.#ways.inside(extraction, null, used);
  }

  // Goes on, with the goal left open as long as a value is waited for.
  #chained(goal: Goal, { target }: Extraction, waits: Cell | null, used: number, explore: Then): Then {
    if (waits === null) return explore;
    const [source, value] = [this.#terms.placed(target, used), this.#terms.placed(waits, used)];
    const chain: Chain = { goal, source, waits: value };
    return (bundle) => explore({ ...bundle, chains: [...bundle.chains, chain] });
  }

  // What must be equal so that the adversary reads a message.
  #readers({ trust, ends }: Transmission): readonly Pairs[] {
    if (trust === 'public' || trust === 'authentic') return [null];
    return this.#terms.dishonest.map((agent) => ({ left: ends?.to ?? agent, right: agent, next: null }));
  }

  #stepsFor(delivery: Place, bundle: Semibundle, sites: readonly Site[], apart: boolean): readonly Step[] {
    const receiver = bundle.runs[delivery.run];
    const node = receiver?.strand.nodes[delivery.node];
    if (receiver === undefined || node?.kind !== 'receive') return [];
    const session = apart ? receiver.session : null;
    const sent = sites
      .filter((site) => session === null || site.session === session)
      .flatMap((site) =>
        site.strand.nodes.flatMap((source, index): readonly Step[] => {
          if (source.kind !== 'send' || source.label !== node.label || source.phase > node.phase) return [];
          if (!site.isNew && bundle.order.reaches(delivery, { run: site.run, node: index })) return [];
          const pairs = channelPairs(source, node);
          if (!this.#bindings.unify(pairs, () => true)) return [];
          return [
            (rest, at, explore) =>
              at.admits(site) &&
              this.#bindings.unify(pairs, () => this.#growth.reach(rest, site, index, delivery, explore)),
          ];
        }),
      );
    return [...sent, ...this.#told(delivery, node)];
  }

  // What the adversary puts on a channel: anything on a confidential one, and what dishonest agents send.
  #told(at: Place, node: StrandNode & Transmission): readonly Step[] {
    if (this.#terms.protocol.passive || node.ends === null) return [];
    const { from } = node.ends;
    const goal: Goal = { message: node.message, at, phase: node.phase, toBeChanged: false, parents: null };
    const senders: readonly Pairs[] =
      node.trust === 'confidential'
        ? [null]
        : this.#terms.dishonest.map((agent) => ({ left: from, right: agent, next: null }));
    return senders
      .filter((pairs) => this.#bindings.unify(pairs, () => true))
      .map(
        (pairs): Step =>
          (rest, _, explore) =>
            this.#bindings.unify(pairs, () => explore({ ...rest, goals: [...rest.goals, goal] })),
      );
  }
}

// What is equal when one node receives what the other sends.
function channelPairs(sent: Transmission, received: Transmission): Pairs {
  const pairs: Pairs = { left: sent.message, right: received.message, next: null };
  if (sent.ends === null || received.ends === null) return pairs;
  return pairUp([sent.ends.from, sent.ends.to], [received.ends.from, received.ends.to], pairs);
}

function append(pairs: Pairs, rest: Pairs): Pairs {
  return pairs === null ? rest : { ...pairs, next: append(pairs.next, rest) };
}
