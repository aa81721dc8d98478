import type { View } from './certificate.ts';
import {
  acceptedFact,
  attacker,
  channelFact,
  deliveryOf,
  eventFact,
  splitClause,
  type Clause,
  type Fact,
  type Pair,
} from './clause.ts';
import { same } from './equality.ts';
import type { ExactFact, ExactRule, Terms } from './exact-rule.ts';
import { blurredNames, freshNamesOf, labelUses, type LabelUse } from './names.ts';
import { withParts, type Term } from './term.ts';
import type { Work } from './work.ts';
import { adversaryConstant, anySort, type Sort } from '#core/protocol/message.ts';

/** Why a view cannot be read through. */
export type ViewFault = 'view-phases' | 'view-sort-of-agents' | 'view-fresh-sort' | 'view-label-parts';

/**
 * Reads exact rules in the way a view says: a map from terms to terms and from facts to facts, under which every instance of an
 * exact rule becomes an instance of the rule that it is read as. It keeps the equation and the sorts of values.
 */
export class Seen {
  readonly #view: View;
  readonly #terms: Terms;
  readonly #work: Work;
  readonly #labels: ReadonlyMap<string, LabelUse>;
  readonly #blurred: ReadonlySet<string>;
  /** The adversary's own values that others are taken for as well. */
  readonly #mixed: ReadonlySet<string>;
  /** Sorts that have values which the map may have taken for others; null where it keeps all values apart. */
  readonly #unclear: ReadonlySet<Sort> | null;

  constructor(view: View, terms: Terms, work: Work) {
    this.#view = view;
    this.#terms = terms;
    this.#work = work;
    this.#labels = labelUses(terms.protocol);
    this.#blurred = blurredNames(view, terms.protocol);
    const { symbols } = terms.protocol.theory;
    const composed = [...symbols.values()].filter(({ arity }) => arity > 0).map(({ sort }) => sort);
    const sortsOf = (names: Iterable<string>): Sort[] =>
      [...names].map((name) => terms.protocol.sorts.get(name) ?? anySort);
    const adversarys = sortsOf([...view.fresh].flatMap(([name, each]) => (each.name === null ? [name] : [])));
    this.#mixed = new Set([...view.dishonest, ...adversarys].map((sort) => adversaryConstant(sort).name));
    this.#unclear =
      this.#blurred.size === 0 && this.#mixed.size === 0
        ? null
        : new Set([anySort, ...view.dishonest, ...adversarys, ...sortsOf(this.#blurred), ...composed]);
  }

  /** The epoch that a phase belongs to. */
  epochOf(phase: number): number {
    return Math.min(phase, this.#view.epochs - 1);
  }

  /** Whether it is seen which run sent a message under a label of the protocol. */
  seesSender(label: string): boolean {
    return this.#labels.get(label)?.once === true && this.#view.labels.get(label)?.sender !== false;
  }

  /** The name that a label is seen under. */
  labelOf(label: string): string {
    return this.#view.labels.get(label)?.label ?? label;
  }

  /** A term as it is seen. */
  term(term: Term): Term {
    this.#work.spend();
    switch (term.kind) {
      case 'variable':
      case 'constant':
        return this.#view.dishonest.includes(term.sort)
          ? this.#terms.constant(adversaryConstant(term.sort))
          : term;
      case 'fresh': {
        const { name, kept } = this.#view.fresh.get(term.name) ?? { name: term.name, kept: null };
        if (name === null) return this.#terms.constant(adversaryConstant(term.sort));
        const args = kept === null ? term.args : kept.flatMap((place) => term.args[place] ?? []);
        return { ...term, name, args: args.map((each) => this.term(each)) };
      }
      case 'run':
        return {
          ...term,
          role: this.#view.roles.get(term.role) ?? term.role,
          args: [this.term(term.args[0])],
        };
      case 'apply':
        return withParts(
          term,
          term.args.map((each) => this.term(each)),
        );
    }
  }

  /**
   * True if whatever is seen as an instance of this term was that very value: two values of which one is seen as a clear term
   * are seen as equal only where they are. A value that a run made is told by the run, which no view takes for another.
   */
  isClear(seen: Term): boolean {
    if (this.#unclear === null) return true;
    switch (seen.kind) {
      case 'variable':
        return !this.#unclear.has(seen.sort);
      case 'constant':
        return !this.#view.dishonest.includes(seen.sort) && !this.#mixed.has(seen.name);
      case 'fresh':
        return !this.#blurred.has(seen.name);
      case 'run':
        return true;
      case 'apply':
        return seen.args.every((each) => this.isClear(each));
    }
  }

  /** A fact as it is seen: none where it is not, several where a message is seen in parts. */
  facts(fact: ExactFact): readonly Fact[] {
    switch (fact.kind) {
      case 'attacker':
        return [attacker(this.epochOf(fact.phase), this.term(fact.term))];
      case 'channel':
        return this.#channel(fact);
      case 'event': {
        const args = [fact.run, ...fact.args].map((each) => this.term(each));
        return [eventFact(fact.noted ? 'noted' : 'event', fact.event, args)];
      }
      case 'accepted': {
        const args = [fact.run, ...fact.holder, fact.value].map((each) => this.term(each));
        return [acceptedFact(fact.memory, args)];
      }
      case 'delivered': {
        if (!this.seesSender(fact.label)) return [];
        const args = [fact.run, fact.sender].map((each) => this.term(each));
        return [acceptedFact(deliveryOf(this.labelOf(fact.label)), args)];
      }
    }
  }

  #channel({ label, ends, message, sender }: ExactFact & { readonly kind: 'channel' }): readonly Fact[] {
    const name = this.labelOf(label);
    const from = ends.map((each) => this.term(each));
    const by = this.seesSender(label) ? [this.term(sender)] : [];
    const whole = this.term(message);
    const parts = this.#view.labels.get(label)?.parts ?? null;
    if (parts === null) return [channelFact(name, null, [...from, whole, ...by])];
    const places = whole.kind === 'apply' ? whole.args : [];
    const others = places.filter((_, place) => !parts.includes(place));
    return parts.flatMap((place) => {
      const part = places[place];
      return part === undefined ? [] : [channelFact(name, place, [...from, ...others, part, ...by])];
    });
  }

  /**
   * A rule as it is seen. An inequality stays only where what it says of two values can be told from how they are seen: the
   * rule then says no less.
   */
  rule(rule: ExactRule): readonly Clause[] {
    if (rule.differ.some(([left, right]) => same(left, right, this.#work))) return [];
    const differ = rule.differ
      .map(([left, right]): Pair => [this.term(left), this.term(right)])
      .filter(([left, right]) => this.isClear(left) || this.isClear(right));
    const hypotheses = rule.hypotheses.flatMap((each) => this.facts(each));
    return this.facts(rule.conclusion).flatMap((conclusion) =>
      splitClause({ hypotheses, conclusion, differ }),
    );
  }

  /** What is wrong with the view; null where it can be read through. */
  fault(): ViewFault | null {
    const { epochs, lastPhase, dishonest, fresh, labels } = this.#view;
    const { theory, agentSorts, sorts } = this.#terms.protocol;
    if (!Number.isInteger(epochs) || epochs < 1 || !Number.isInteger(lastPhase) || lastPhase < 0)
      return 'view-phases';
    // All values of the sort must be constants.
    const made = [...sorts].filter(([name]) => this.#freshNames().has(name)).map(([, sort]) => sort);
    const given = [...theory.symbols.values()].map(({ sort }) => sort);
    const isAgents = (sort: Sort): boolean =>
      agentSorts.includes(sort) && sort !== anySort && ![...made, ...given].includes(sort);
    const isKept = (sort: Sort): boolean => this.#terms.constant(adversaryConstant(sort)).sort === sort;
    if (!dishonest.every((sort) => isAgents(sort) && isKept(sort))) return 'view-sort-of-agents';
    for (const [name, seen] of fresh) {
      const sort = sorts.get(name) ?? anySort;
      const isSame = seen.name === null ? isKept(sort) : (sorts.get(seen.name) ?? anySort) === sort;
      if (!isSame) return 'view-fresh-sort';
    }
    for (const [label, { parts }] of labels) {
      if (parts === null) continue;
      const use = this.#labels.get(label);
      if (use === undefined) continue;
      const symbol = use.symbol === null ? undefined : theory.symbols.get(use.symbol);
      if (symbol?.transparent !== true) return 'view-label-parts';
      if (parts.some((place) => !Number.isInteger(place) || place < 0 || place >= symbol.arity))
        return 'view-label-parts';
    }
    return null;
  }

  #freshNames(): ReadonlySet<string> {
    return new Set(this.#terms.protocol.roles.flatMap(({ steps }) => [...freshNamesOf(steps)]));
  }
}
