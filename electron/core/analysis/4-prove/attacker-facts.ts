import { type TermNode, pairTerms } from '#core/theories/term-node.ts';
import type { Bindings } from '#core/theories/bindings.ts';
import type { Clause, Fact } from './clause.ts';
import type { Kept } from './kept-clause.ts';
import type { Signature } from './signature.ts';
import type { Simplification } from './simplification.ts';
import { subsumes } from './subsumption.ts';

const nothing: ReadonlySet<TermNode> = new Set();

/**
 * The facts about the adversary's knowledge in the clauses that are kept, as far as they make others superfluous: a
 * clause that only gives it what it can build itself adds nothing to the rules by which it builds.
 */
export class AttackerFacts {
  readonly #signature: Signature;
  readonly #simplification: Simplification;
  readonly #bindings: Bindings;
  // By epoch: what it has whatever happens, and all that it has, perhaps under conditions.
  readonly #facts = new Map<number, Kept[]>();
  // What it has but for some values.
  readonly #butFor = new Map<number, Kept[]>();
  readonly #had = new Map<number, Kept[]>();

  readonly #hasNotes: boolean;

  constructor(signature: Signature, simplification: Simplification, bindings: Bindings) {
    this.#signature = signature;
    this.#hasNotes = [...signature.protocol.theory.symbols.values()].some(({ note }) => note === true);
    this.#simplification = simplification;
    this.#bindings = bindings;
  }

  /** Takes in a clause that gives the adversary something, and removes those that are superfluous now. */
  add(kept: Kept): void {
    const { conclusion, hypotheses, differ } = kept.clause;
    const { predicate } = conclusion;
    if (this.#simplification.epoch(predicate) < 0) return;
    if (hypotheses.length === 0 && differ.length === 0) {
      append(this.#facts, keyOf(conclusion), kept);
      this.#dropComposable(predicate);
    } else if (hypotheses.length === 0 && this.#hasNotes) {
      append(this.#butFor, keyOf(conclusion), kept);
      this.#dropComposable(predicate);
    }
    append(this.#had, predicate, kept);
  }

  /** True when the adversary meets the hypothesis by itself. */
  meets(fact: Fact): boolean {
    const [cell] = fact.args;
    const isAsked = this.#simplification.epoch(fact.predicate) >= 0 && cell !== undefined && cell.symbol >= 0;
    return isAsked && this.#has(cell, fact.predicate, nothing);
  }

  /** True when the adversary could build a clause's conclusion itself from the hypotheses, or has no use for it. */
  isComposable({ history, conclusion, hypotheses, differ }: Clause): boolean {
    const epoch = this.#simplification.epoch(conclusion.predicate);
    const [whole] = conclusion.args;
    if (epoch < 0 || whole === undefined || whole.args.length === 0) return false;
    if (history.kind === 'rule' && history.rule.origin.kind === 'adversary') return false;
    const given = this.#given(hypotheses, epoch);
    return this.#builds(whole, conclusion.predicate, given) || this.#isIdle(whole, conclusion, given, differ);
  }

  // A note of something that it has.
  #isIdle(
    cell: TermNode,
    { predicate }: Fact,
    had: ReadonlySet<TermNode>,
    differ: Clause['differ'],
  ): boolean {
    const [subject] = cell.args;
    const { kind, name } = this.#signature.bank.describe(cell);
    const isNote = kind === 'function' && this.#signature.protocol.theory.symbols.get(name)?.note === true;
    if (!isNote || subject === undefined) return false;
    if (this.#has(subject, predicate, had)) return true;
    const asked = { hypotheses: [], conclusion: { predicate, args: [subject] }, differ };
    return (this.#butFor.get(keyOf(asked.conclusion)) ?? []).some(
      ({ clause, removed }) => !removed && subsumes(clause, asked, this.#bindings),
    );
  }

  #given(hypotheses: readonly Fact[], epoch: number): ReadonlySet<TermNode> {
    const had = new Set<TermNode>();
    for (const fact of hypotheses) {
      const earlier = this.#simplification.epoch(fact.predicate);
      const [cell] = fact.args;
      if (earlier >= 0 && earlier <= epoch && cell !== undefined) had.add(cell);
    }
    return had;
  }

  #has(cell: TermNode, predicate: number, had: ReadonlySet<TermNode>): boolean {
    if (had.has(cell) || this.#simplification.alwaysKnown(cell)) return true;
    return this.#isFact(predicate, cell) || this.#builds(cell, predicate, had);
  }

  #builds(cell: TermNode, predicate: number, had: ReadonlySet<TermNode>): boolean {
    if (cell.symbol < 0 || cell.args.length === 0) return false;
    const { kind, name } = this.#signature.bank.describe(cell);
    if (kind !== 'function') return false;
    if (this.#signature.protocol.theory.symbols.get(name)?.private !== false) return false;
    return cell.args.every((part) => this.#has(part, predicate, had));
  }

  // A new fact may make it possible to build what other clauses conclude.
  #dropComposable(predicate: number): void {
    const others = (this.#had.get(predicate) ?? []).filter(({ removed }) => !removed);
    this.#had.set(predicate, others);
    for (const other of others) if (this.isComposable(other.clause)) other.removed = true;
  }

  #isFact(predicate: number, cell: TermNode): boolean {
    const known = this.#facts.get(keyOf({ predicate, args: [cell] })) ?? [];
    return known.some(
      ({ clause, removed }) =>
        !removed && this.#bindings.match(pairTerms(clause.conclusion.args, [cell], null), () => true),
    );
  }
}

function keyOf({ predicate, args }: Fact): number {
  return predicate * 65536 + (args[0]?.symbol ?? -1) + 1;
}

function append(map: Map<number, Kept[]>, key: number, kept: Kept): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [kept]);
  else list.push(kept);
}
