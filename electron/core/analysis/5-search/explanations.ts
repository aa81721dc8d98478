import { type TermNode, type TermPairs, pairTerms } from '#core/theories/term-node.ts';
import type { Bindings } from '#core/theories/bindings.ts';
import type { AdversaryDerivations, Derivation } from './adversary.ts';
import type { Extraction, Extractions } from './extraction.ts';
import type { Refinement, Candidate, Continue } from './refinement.ts';
import { endOfTime, type NodePosition } from './order.ts';
import type { SendNode, SendNodes } from './send-node.ts';
import type { RunQuota } from './run-quota.ts';
import type { SearchTerms } from './search-terms.ts';
import type { Chain, Goal, Semibundle } from './semibundle.ts';
import type { StrandNode, Transmission } from './strand.ts';

/** One way to explain something; true: stop. */
type Step = (rest: Semibundle, quota: RunQuota, explore: Continue) => boolean;

/** Something to be explained, in so many ways, with all the rest. */
export interface Task {
  readonly steps: readonly Step[];
  readonly rest: Semibundle;
}

/** The parts that explanations are made with. */
export interface ExplanationMeans {
  readonly terms: SearchTerms;
  readonly extractions: Extractions;
  readonly sendNodes: SendNodes;
  readonly ways: AdversaryDerivations;
  readonly refinement: Refinement;
}

/** Where messages come from that runs receive or that the adversary must have. */
export class Explanations {
  readonly #terms: SearchTerms;
  readonly #bindings: Bindings;
  readonly #extractions: Extractions;
  readonly #sendNodes: SendNodes;
  readonly #ways: AdversaryDerivations;
  readonly #refinement: Refinement;

  constructor({ terms, extractions, sendNodes, ways, refinement }: ExplanationMeans) {
    this.#terms = terms;
    this.#bindings = terms.bindings;
    this.#extractions = extractions;
    this.#sendNodes = sendNodes;
    this.#ways = ways;
    this.#refinement = refinement;
  }

  /** The task to be done next for a semibundle: the one with the fewest explanations. Null when nothing is left. */
  next(bundle: Semibundle, quota: RunQuota): Task | null {
    let fewest: Task | null = null;
    for (const task of this.#tasks(bundle, quota)) {
      if (fewest === null || task.steps.length < fewest.steps.length) fewest = task;
      if (fewest.steps.length <= 1) break;
    }
    return fewest;
  }

  /** The message of a goal is inside a value, which is known now. */
  follow(bundle: Semibundle, { goal, source }: Chain, explore: Continue): boolean {
    const value = this.#bindings.resolve(source, new Map());
    const message = this.#bindings.resolve(goal.message, new Map());
    return this.#extractions.of(value).some((extraction) => {
      if (extraction.fromPhase > goal.phase) return false;
      const { waits } = extraction;
      const used = bundle.ruleVariables;
      const way = this.#way(extraction, waits, { ...goal, message }, used);
      return (
        way !== null &&
        this.#refinement.take(bundle, goal, way, this.#chained(goal, extraction, waits, used, explore))
      );
    });
  }

  *#tasks(bundle: Semibundle, quota: RunQuota): Generator<Task> {
    const candidates = quota.candidates(bundle, this.#terms);
    for (const [index, goal] of bundle.goals.entries()) {
      if (goal.message.symbol < 0) continue;
      const rest = { ...bundle, goals: bundle.goals.toSpliced(index, 1) };
      yield { rest, steps: this.#stepsTo(goal, rest, candidates) };
    }
    for (const [index, delivery] of bundle.deliveries.entries()) {
      const rest = { ...bundle, deliveries: bundle.deliveries.toSpliced(index, 1) };
      yield { rest, steps: this.#stepsFor(delivery, rest, candidates, quota.sessions) };
    }
  }

  #stepsTo(goal: Goal, bundle: Semibundle, candidates: readonly Candidate[]): readonly Step[] {
    const own = this.#ways.derivations(goal.message, goal.phase, bundle.ruleVariables, goal.toBeChanged).map(
      (way): Step =>
        (rest, _, explore) =>
          this.#refinement.take(rest, goal, way, explore),
    );
    const { symbol } = goal.message;
    const others = candidates.flatMap((candidate) =>
      this.#sendNodes
        .of(candidate.strand, symbol)
        .flatMap((sendNode) => this.#stepsFrom(goal, bundle, candidate, sendNode)),
    );
    return [...own, ...others];
  }

  #stepsFrom(goal: Goal, bundle: Semibundle, candidate: Candidate, sendNode: SendNode): readonly Step[] {
    const { node, index, extraction } = sendNode;
    if (node.phase > goal.phase || extraction.fromPhase > goal.phase) return [];
    const place = { run: candidate.run, node: index };
    if (!candidate.isNew && goal.at !== endOfTime && bundle.order.reaches(goal.at, place)) return [];
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
        if (!quota.admits(candidate)) return false;
        const then = this.#chained(goal, extraction, waits, rest.ruleVariables, explore);
        return this.#refinement.take(rest, goal, each, (more) =>
          this.#refinement.reach(more, candidate, index, goal.at, then),
        );
      });
  }

  // How an extraction gives a goal's message; where a value is waited for, how it gives what that is in.
  #way(
    extraction: Extraction,
    waits: TermNode | null,
    { message, phase }: Goal,
    used: number,
  ): Derivation | null {
    return waits === null
      ? this.#ways.from(extraction, message, phase, used)
      : this.#ways.inside(extraction, null, used);
  }

  // Goes on, with the goal left open as long as a value is waited for.
  #chained(
    goal: Goal,
    { target }: Extraction,
    waits: TermNode | null,
    used: number,
    explore: Continue,
  ): Continue {
    if (waits === null) return explore;
    const [source, value] = [this.#terms.placed(target, used), this.#terms.placed(waits, used)];
    const chain: Chain = { goal, source, waits: value };
    return (bundle) => explore({ ...bundle, chains: [...bundle.chains, chain] });
  }

  // What must be equal so that the adversary reads a message.
  #readers({ trust, ends }: Transmission): readonly TermPairs[] {
    if (trust === 'public' || trust === 'authentic') return [null];
    return this.#terms.dishonest.map((agent) => ({ left: ends?.to ?? agent, right: agent, next: null }));
  }

  #stepsFor(
    delivery: NodePosition,
    bundle: Semibundle,
    candidates: readonly Candidate[],
    apart: boolean,
  ): readonly Step[] {
    const receiver = bundle.runs[delivery.run];
    const node = receiver?.strand.nodes[delivery.node];
    if (receiver === undefined || node?.kind !== 'receive') return [];
    const session = apart ? receiver.session : null;
    const sent = candidates
      .filter((candidate) => session === null || candidate.session === session)
      .flatMap((candidate) =>
        candidate.strand.nodes.flatMap((source, index): readonly Step[] => {
          if (source.kind !== 'send' || source.label !== node.label || source.phase > node.phase) return [];
          if (!candidate.isNew && bundle.order.reaches(delivery, { run: candidate.run, node: index }))
            return [];
          const pairs = channelPairs(source, node);
          if (!this.#bindings.unify(pairs, () => true)) return [];
          return [
            (rest, at, explore) =>
              at.admits(candidate) &&
              this.#bindings.unify(pairs, () =>
                this.#refinement.reach(rest, candidate, index, delivery, explore),
              ),
          ];
        }),
      );
    return [...sent, ...this.#told(delivery, node)];
  }

  // What the adversary puts on a channel: anything on a confidential one, and what dishonest agents send.
  #told(at: NodePosition, node: StrandNode & Transmission): readonly Step[] {
    if (this.#terms.protocol.passive || node.ends === null) return [];
    const { from } = node.ends;
    const goal: Goal = { message: node.message, at, phase: node.phase, toBeChanged: false, parents: null };
    const senders: readonly TermPairs[] =
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
function channelPairs(sent: Transmission, received: Transmission): TermPairs {
  const pairs: TermPairs = { left: sent.message, right: received.message, next: null };
  if (sent.ends === null || received.ends === null) return pairs;
  return pairTerms([sent.ends.from, sent.ends.to], [received.ends.from, received.ends.to], pairs);
}

function append(pairs: TermPairs, rest: TermPairs): TermPairs {
  return pairs === null ? rest : { ...pairs, next: append(pairs.next, rest) };
}
