import { isExtractable } from '#core/analysis/1-execute/knowledge.ts';
import { power, publicHalf, tupleSymbol } from './algebra.ts';
import type { Message } from '#core/protocol/message.ts';
import { generator } from '#core/protocol/theory.ts';
import type { Application, Term } from '#core/terms/term.ts';
import { theory as primitives } from '#core/terms/theory.ts';

/** How terms are written as messages. */
export interface Composition {
  /** Collects the lengths of the tuples that are composed. */
  readonly tuples: Set<number>;
  /**
   * Tuples are pairs within pairs, so that the tail of a longer one may be taken for a value: how messages are
   * written where nothing tells their parts apart.
   */
  readonly nested: boolean;
  /** The key pairs that keys are agreed on with. */
  readonly agreementPairs: ReadonlySet<string>;
}

/** One entity's view of the terms of the model: what each is to it, as a message of its role. */
export class EntityView {
  readonly #known: Map<Term, Message>;
  readonly #composition: Composition;

  constructor(known: ReadonlyMap<Term, Message>, composition: Composition) {
    this.#known = new Map(known);
    this.#composition = composition;
  }

  /** A view of its own with the same knowledge. */
  copy(): EntityView {
    return new EntityView(this.#known, this.#composition);
  }

  get known(): ReadonlyMap<Term, Message> {
    return this.#known;
  }

  set(term: Term, message: Message): void {
    this.#known.set(term, message);
  }

  /** Drops one term. */
  delete(term: Term): void {
    this.#known.delete(term);
  }

  /** Erases a term: it is gone, and so is everything that it could be taken out of. */
  erase(term: Term): void {
    for (const known of [...this.#known.keys()]) if (isExtractable(known, term)) this.#known.delete(known);
  }

  /** The term as the entity would build it, or null where it lacks a part. */
  compose(term: Term): Message | null {
    return this.#known.get(term) ?? this.structure(term);
  }

  /** Like `compose`, but never the whole term as something that it was given. */
  structure(term: Term): Message | null {
    switch (term.kind) {
      case 'atom':
        return null;
      case 'key-half': {
        if (term.half === 'private') return null;
        const secret = this.#privateHalf(term.pair);
        return secret === undefined ? null : this.publicHalf(term.pair, secret);
      }
      case 'tuple': {
        const parts = term.parts.map((part) => this.compose(part));
        return parts.every((part) => part !== null) ? tupleOf(parts, this.#composition) : null;
      }
      case 'apply':
        if (primitives[term.primitive].commutes) return this.#agreed(term);
        return this.#apply(
          term.primitive,
          [term.key, term.content, term.associated].filter((part) => part !== null),
          primitives[term.primitive].associated && term.associated === null,
        );
    }
  }

  /** The public half of a pair, made from its private one. */
  publicHalf(pair: string, secret: Message): Message {
    return this.#composition.agreementPairs.has(pair)
      ? { kind: 'apply', symbol: power, args: [generator, secret] }
      : { kind: 'apply', symbol: publicHalf, args: [secret] };
  }

  // One private half and the other's public one, whichever the entity has.
  #agreed({ key, content }: Application): Message | null {
    if (key?.kind !== 'key-half' || content.kind !== 'key-half') return null;
    const sides = [
      [key.pair, content.pair],
      [content.pair, key.pair],
    ] as const;
    for (const [own, other] of sides) {
      const exponent = this.#privateHalf(own);
      const base = this.#publicHalf(other);
      if (exponent !== undefined && base !== null) {
        return { kind: 'apply', symbol: power, args: [base, exponent] };
      }
    }
    return null;
  }

  #publicHalf(pair: string): Message | null {
    for (const [term, message] of this.#known) {
      if (term.kind === 'key-half' && term.half === 'public' && term.pair === pair) return message;
    }
    const secret = this.#privateHalf(pair);
    return secret === undefined ? null : this.publicHalf(pair, secret);
  }

  #apply(symbol: string, parts: readonly Term[], padded = false): Message | null {
    const args: Message[] = [];
    for (const part of parts) {
      const message = this.compose(part);
      if (message === null) return null;
      args.push(message);
    }
    return { kind: 'apply', symbol, args: padded ? [...args, noAssociatedData] : args };
  }

  #privateHalf(pair: string): Message | undefined {
    for (const [term, message] of this.#known) {
      if (term.kind === 'key-half' && term.half === 'private' && term.pair === pair) return message;
    }
    return undefined;
  }
}

/** A tuple of messages. */
export function tupleOf(parts: readonly Message[], composition: Composition): Message {
  const [first, ...rest] = parts;
  if (composition.nested && first !== undefined && rest.length > 1) {
    return tupleOf([first, tupleOf(rest, composition)], composition);
  }
  composition.tuples.add(parts.length);
  return { kind: 'apply', symbol: tupleSymbol(parts.length), args: parts };
}

/** The constant that stands for associated data where none is given. */
export const noAssociatedData = { kind: 'constant', name: 'no associated data' } as const;
