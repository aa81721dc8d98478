import type { Bindings } from '#core/theories/bindings.ts';
import type { Derivation } from './adversary.ts';
import type { NodePosition } from './order.ts';
import type { Ancestry, Goal, Semibundle } from './semibundle.ts';
import { pairsOf, type Strand, type Transmission } from './strand.ts';

/** The continuation of a search with a refined semibundle; true: stop. */
export type Continue = (bundle: Semibundle) => boolean;

/** A run, there or new, that may send something. */
export interface Candidate {
  readonly run: number;
  readonly strand: Strand;
  readonly session: number;
  readonly isNew: boolean;
  /** It would be one more than the search's total. */
  readonly tooMany: boolean;
}

/** Makes semibundles grow: by runs, by steps of runs, and by what the adversary needs. */
export class Refinement {
  readonly #bindings: Bindings;
  readonly #passive: boolean;

  constructor(bindings: Bindings, passive: boolean) {
    this.#bindings = bindings;
    this.#passive = passive;
  }

  /** Adds a run that has not done anything yet. */
  withRun(bundle: Semibundle, strand: Strand, session: number): Semibundle {
    return {
      ...bundle,
      runs: [...bundle.runs, { strand, reach: 0, session }],
      differ: [...bundle.differ, ...strand.honest],
    };
  }

  /** Takes a run on to a node, in every way in which what it compares and computes on the way works out. */
  extend(bundle: Semibundle, run: number, to: number, then: Continue): boolean {
    const semi = bundle.runs[run];
    const node = semi?.strand.nodes[semi.reach];
    if (semi === undefined || node === undefined || semi.reach > to) return then(bundle);
    const place = { run, node: semi.reach };
    const runs = bundle.runs.with(run, { ...semi, reach: semi.reach + 1 });
    const next = { ...bundle, runs };
    switch (node.kind) {
      case 'receive':
        return this.extend(this.#withReceive(next, node, place, node.phase), run, to, then);
      case 'differ':
        return this.extend({ ...next, differ: [...next.differ, node.pair] }, run, to, then);
      case 'solve':
        return node.alternatives.some(({ equations, unless }) => {
          const more = unless.length === 0 ? next : { ...next, stuck: [...next.stuck, ...unless] };
          return this.#bindings.unify(pairsOf(equations), () => this.extend(more, run, to, then));
        });
      case 'send':
      case 'event':
      case 'number':
      case 'accept':
      case 'clock':
        return this.extend(next, run, to, then);
    }
  }

  /** The candidate's run comes to a node, and does so before the place. */
  reach(
    bundle: Semibundle,
    { run, strand, session, isNew }: Candidate,
    node: number,
    at: NodePosition,
    then: Continue,
  ): boolean {
    const begun = isNew ? this.withRun(bundle, strand, session) : bundle;
    return this.extend(begun, run, node, (reached) => {
      const order = reached.order.with({ run, node }, at);
      return order !== null && then({ ...reached, order });
    });
  }

  /** Has the message of a goal in this way: what it needs becomes goals. */
  take(bundle: Semibundle, goal: Goal, way: Derivation, then: Continue): boolean {
    return this.#bindings.unify(way.pairs, () => {
      const parents: Ancestry = { message: goal.message, at: goal.at, next: goal.parents };
      const { at, phase } = goal;
      const needs = way.needs.map((message, index): Goal => ({
        message,
        at,
        phase,
        toBeChanged: index === way.changed,
        parents,
      }));
      return then({
        ...bundle,
        goals: [...bundle.goals, ...needs],
        differ: way.differ.length === 0 ? bundle.differ : [...bundle.differ, ...way.differ],
        ruleVariables: bundle.ruleVariables + way.variables,
      });
    });
  }

  #withReceive(bundle: Semibundle, node: Transmission, at: NodePosition, phase: number): Semibundle {
    if (node.trust !== 'public' || this.#passive) {
      return { ...bundle, deliveries: [...bundle.deliveries, at] };
    }
    return {
      ...bundle,
      goals: [...bundle.goals, { message: node.message, at, phase, toBeChanged: false, parents: null }],
    };
  }
}
