import type { Composition } from './composition.ts';
import { namesWithin, type Declarations } from './declarations.ts';
import { halfOf, holdingKey, type Holding } from './holding.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import type { Message } from '#core/protocol/message.ts';
import { printTerm } from '#core/language/print/print-parts.ts';
import { theory as primitives } from '#core/terms/theory.ts';

/** A value that an entity holds. */
export interface Held {
  readonly holding: Holding;
  readonly message: Message;
}

/** A part of a message that an entity has as it came, since it could not read it. */
interface KeptPart {
  readonly term: TermExpression;
  readonly message: Message;
}

/**
 * What one entity holds: values under the names of the text, and parts of messages as they came. It changes only by what
 * the text says; nothing is ever found in it that was not put there.
 */
export class Store {
  readonly #declarations: Declarations;
  readonly #composition: Composition;
  readonly #held: Map<string, Held>;
  readonly #kept: Map<string, KeptPart>;
  #changes = 0;

  constructor(
    declarations: Declarations,
    composition: Composition,
    held: ReadonlyMap<string, Held> = new Map(),
    kept: ReadonlyMap<string, KeptPart> = new Map(),
  ) {
    this.#declarations = declarations;
    this.#composition = composition;
    this.#held = new Map(held);
    this.#kept = new Map(kept);
  }

  copy(): Store {
    return new Store(this.#declarations, this.#composition, this.#held, this.#kept);
  }

  /** What is held under names alone. */
  named(): Store {
    return new Store(this.#declarations, this.#composition, this.#held);
  }

  /** How often something was changed. */
  get changes(): number {
    return this.#changes;
  }

  /** Every value under a name, in the order in which they came. */
  get held(): readonly Held[] {
    return [...this.#held.values()];
  }

  /** The parts that are kept as they came. */
  get kept(): readonly KeptPart[] {
    return [...this.#kept.values()];
  }

  get(holding: Holding): Message | null {
    return this.#held.get(holdingKey(holding))?.message ?? null;
  }

  set(holding: Holding, message: Message): void {
    if (this.get(holding) === message) return;
    this.#changes += 1;
    this.#held.set(holdingKey(holding), { holding, message });
  }

  delete(holding: Holding): void {
    if (this.#held.delete(holdingKey(holding))) this.#changes += 1;
  }

  /** Forgets what goes under a name; what was received, derived or kept otherwise stays. */
  forget(name: string): void {
    for (const half of [null, 'public', 'private'] as const) this.delete({ name, half });
  }

  /** Keeps a part of a message as the term that it should be. */
  keep(term: TermExpression, message: Message): void {
    const spelled = this.#spelledOut(term, new Set());
    this.#changes += 1;
    this.#kept.set(printTerm(spelled), { term: spelled, message });
  }

  /** Forgets the kept parts in which a name stands that has another value now. */
  forgetKeptWith(name: string): void {
    for (const [key, { term }] of this.#kept) {
      if (!namesWithin(term).includes(name)) continue;
      this.#kept.delete(key);
      this.#changes += 1;
    }
  }

  /** The part that came as this term, or null. */
  keptAs(term: TermExpression): Message | null {
    if (this.#kept.size === 0) return null;
    return this.#kept.get(printTerm(this.#spelledOut(term, new Set())))?.message ?? null;
  }

  /** Changes every message. */
  replace(change: (message: Message) => Message): void {
    this.#changes += 1;
    for (const [key, { holding, message }] of this.#held)
      this.#held.set(key, { holding, message: change(message) });
    for (const [key, { term, message }] of this.#kept)
      this.#kept.set(key, { term, message: change(message) });
  }

  /** The term as the entity would send it now, or null where it lacks something. What it has as a whole goes before. */
  build(term: TermExpression): Message | null {
    const held = term.kind === 'name' ? this.get({ name: term.name, half: null }) : null;
    return held ?? this.keptAs(term) ?? this.compose(term);
  }

  /** Like `build`, but never the whole as something that came. */
  compose(term: TermExpression): Message | null {
    switch (term.kind) {
      case 'name': {
        const definition = this.#declarations.definition(term.name);
        return definition === null ? null : this.build(definition);
      }
      case 'key-half':
        return this.#half(term.pair.name, term.half);
      case 'tuple': {
        const parts = term.parts.map((part) => this.build(part));
        return parts.every((part) => part !== null) ? this.#composition.tuple(parts) : null;
      }
      case 'apply': {
        const { primitive, key, content, associated } = term;
        if (primitives[primitive].commutes) return this.#agreed(key, content);
        const [lock, inside, beside] = [key, content, associated].map((part) =>
          part === null ? undefined : this.build(part),
        );
        if (lock === null || inside == null || beside === null) return null;
        return this.#composition.apply(primitive, lock ?? null, inside, beside ?? null);
      }
    }
  }

  #half(pair: string, half: 'public' | 'private'): Message | null {
    const held = this.get(halfOf(pair, half));
    if (held !== null || half === 'private') return held;
    const secret = this.get(halfOf(pair, 'private'));
    return secret === null ? null : this.#composition.publicHalf(pair, secret);
  }

  // The private half of one pair with the public one of the other, whichever the entity has.
  #agreed(key: TermExpression | null, content: TermExpression): Message | null {
    if (key?.kind !== 'key-half' || content.kind !== 'key-half') return null;
    const [one, other] = [key.pair.name, content.pair.name];
    for (const [own, theirs] of [
      [one, other],
      [other, one],
    ] as const) {
      const secret = this.#half(own, 'private');
      const half = this.#half(theirs, 'public');
      if (secret !== null && half !== null) return this.#composition.agreed(secret, half);
    }
    return null;
  }

  // With every derived name as it was derived.
  #spelledOut(term: TermExpression, within: ReadonlySet<string>): TermExpression {
    switch (term.kind) {
      case 'name': {
        const definition = this.#declarations.definition(term.name);
        if (definition === null || within.has(term.name)) return term;
        return this.#spelledOut(definition, new Set([...within, term.name]));
      }
      case 'key-half':
        return term;
      case 'tuple':
        return { ...term, parts: term.parts.map((part) => this.#spelledOut(part, within)) };
      case 'apply': {
        const { key, content, associated } = term;
        return {
          ...term,
          key: key === null ? null : this.#spelledOut(key, within),
          content: this.#spelledOut(content, within),
          associated: associated === null ? null : this.#spelledOut(associated, within),
        };
      }
    }
  }
}
