import type { TermNode } from '#core/theories/term-node.ts';
import { Bindings } from '#core/theories/bindings.ts';
import type { AdversaryDerivations } from './adversary.ts';
import type { Extractions } from './extraction.ts';
import type { Order, NodePosition } from './order.ts';
import type { SearchTerms } from './search-terms.ts';
import type { Goal, Semibundle } from './semibundle.ts';
import { pairsOf, type Equation } from './strand.ts';

/** Tells of a semibundle, as its variables are bound now, whether it can be executed, and what is left to be explained. */
export class Consistency {
  readonly #terms: SearchTerms;
  readonly #matching: Bindings;
  readonly #extractions: Extractions;
  readonly #ways: AdversaryDerivations;

  constructor(terms: SearchTerms, extractions: Extractions, ways: AdversaryDerivations) {
    this.#terms = terms;
    this.#matching = new Bindings(terms.signature.bank, terms.signature.work);
    this.#extractions = extractions;
    this.#ways = ways;
  }

  /**
   * True when something is equal that must differ, a destructor applies that must not, or a counter's value would be
   * accepted twice.
   */
  contradicts({ differ, stuck, runs }: Semibundle): boolean {
    const memo = new Map<number, TermNode>();
    const put = (cell: TermNode): TermNode => this.#terms.bindings.resolve(cell, memo);
    if (differ.some(({ left, right }) => put(left) === put(right))) return true;
    const applies = (row: readonly Equation[]): boolean =>
      this.#matching.match(pairsOf(row.map(([pattern, term]) => [pattern, put(term)])), () => true);
    if (stuck.some(applies)) return true;
    const accepted = new Set<string>();
    for (const { strand, reach } of runs) {
      for (let index = 0; index < reach; index += 1) {
        const node = strand.nodes[index];
        if (node?.kind !== 'accept') continue;
        const value = put(node.value);
        const key = `${node.memory} ${[...node.holder.map(put), value].map(({ id }) => id).join(' ')}`;
        if (accepted.has(key) || node.passed.some((cell) => put(cell) === value)) return true;
        accepted.add(key);
      }
    }
    return false;
  }

  /**
   * The semibundle with the goals that are left after taking tuples apart and striking out what is had anyway; null
   * where one goes round in a circle.
   */
  simplified(bundle: Semibundle): Semibundle | null {
    const memo = new Map<number, TermNode>();
    const plain = new Plain(bundle, (cell) => this.#terms.bindings.resolve(cell, memo), this.#extractions);
    const goals: Goal[] = [];
    const take = (goal: Goal, message: TermNode): boolean => {
      if (message.symbol >= 0) {
        if (this.#terms.signature.bank.isOpen(message)) {
          return message.args.every((part) => take(goal, part));
        }
        if (this.#ways.isPublic(message) || plain.has(message, goal.at)) return true;
        if (goesRound(message, goal, bundle.order, (cell) => this.#terms.bindings.resolve(cell, memo)))
          return false;
      }
      const known = goals.some(
        (each) => each.message === message && samePlace(each.at, goal.at) && each.parents === goal.parents,
      );
      if (!known) goals.push(message === goal.message ? goal : { ...goal, message });
      return true;
    };
    for (const goal of bundle.goals) {
      if (!take(goal, this.#terms.bindings.resolve(goal.message, memo))) return null;
    }
    return { ...bundle, goals };
  }
}

// A message is needed for itself.
function goesRound(message: TermNode, goal: Goal, order: Order, put: (cell: TermNode) => TermNode): boolean {
  for (let each = goal.parents; each !== null; each = each.next) {
    if (put(each.message) === message && order.reaches(goal.at, each.at)) return true;
  }
  return false;
}

/** The messages that runs sent for everybody to see. */
class Plain {
  readonly #bundle: Semibundle;
  readonly #put: (cell: TermNode) => TermNode;
  readonly #extractions: Extractions;
  #seen: ReadonlyMap<TermNode, readonly NodePosition[]> | null = null;

  constructor(bundle: Semibundle, put: (cell: TermNode) => TermNode, extractions: Extractions) {
    this.#bundle = bundle;
    this.#put = put;
    this.#extractions = extractions;
  }

  /** True when the message was seen before the place. */
  has(message: TermNode, at: NodePosition): boolean {
    this.#seen ??= this.#look();
    return (this.#seen.get(message) ?? []).some((place) => this.#bundle.order.precedes(place, at));
  }

  #look(): ReadonlyMap<TermNode, readonly NodePosition[]> {
    const seen = new Map<TermNode, NodePosition[]>();
    for (const [run, { strand, reach }] of this.#bundle.runs.entries()) {
      for (let node = 0; node < reach; node += 1) {
        const sent = strand.nodes[node];
        if (sent?.kind !== 'send' || (sent.trust !== 'public' && sent.trust !== 'authentic')) continue;
        for (const target of this.#extractions.open(this.#put(sent.message))) {
          const places = seen.get(target) ?? [];
          places.push({ run, node });
          seen.set(target, places);
        }
      }
    }
    return seen;
  }
}

function samePlace(one: NodePosition, other: NodePosition): boolean {
  return one.run === other.run && one.node === other.node;
}
