import { yields } from '#core/analysis/knowledge.ts';
import { publicHalf, tupleSymbol } from '#core/analysis/roles/algebra.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Term } from '#core/terms/term.ts';
import { theory as primitives } from '#core/terms/theory.ts';

/** One entity's view of the terms of the model: what each is to it, as a message of its role. */
export class EntityView {
  readonly #known: Map<Term, Message>;
  readonly #tuples: Set<number>;

  /** `tuples` collects the lengths of the tuples that are composed. */
  constructor(known: ReadonlyMap<Term, Message>, tuples: Set<number>) {
    this.#known = new Map(known);
    this.#tuples = tuples;
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
    for (const known of [...this.#known.keys()]) if (yields(known, term)) this.#known.delete(known);
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
        return secret === undefined ? null : { kind: 'apply', symbol: publicHalf, args: [secret] };
      }
      case 'tuple': {
        this.#tuples.add(term.parts.length);
        return this.#apply(tupleSymbol(term.parts.length), term.parts);
      }
      case 'apply':
        return this.#apply(
          term.primitive,
          [term.key, term.content, term.associated].filter((part) => part !== null),
          primitives[term.primitive].associated && term.associated === null,
        );
    }
  }

  #apply(symbol: string, parts: readonly Term[], padded = false): Message | null {
    const args: Message[] = [];
    for (const part of parts) {
      const message = this.compose(part);
      if (message === null) return null;
      args.push(message);
    }
    return { kind: 'apply', symbol, args: padded ? [...args, nothing] : args };
  }

  #privateHalf(pair: string): Message | undefined {
    for (const [term, message] of this.#known) {
      if (term.kind === 'key-half' && term.half === 'private' && term.pair === pair) return message;
    }
    return undefined;
  }
}

/** What stands where no associated data is given. */
const nothing: Message = { kind: 'constant', name: 'no associated data' };
