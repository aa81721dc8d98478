import { power, publicHalf, tupleSymbol } from './algebra.ts';
import type { Message } from '#core/protocol/message.ts';
import { generator } from '#core/protocol/theory.ts';
import { theory as primitives, type PrimitiveName } from '#core/terms/theory.ts';

/** The constant that stands for associated data where none is given. */
export const noAssociatedData = { kind: 'constant', name: 'no associated data' } as const;

/** How the terms of one model are written as messages. */
export class Composition {
  /** The lengths of the tuples that were composed. */
  readonly tuples = new Set<number>();
  readonly #nested: boolean;
  readonly #agreementPairs: ReadonlySet<string>;

  /**
   * `nested`: tuples are pairs within pairs, so that the tail of a longer one may be taken for a value: how messages are
   * written where nothing tells their parts apart. `agreementPairs` are the key pairs that keys are agreed on with.
   */
  constructor(nested: boolean, agreementPairs: ReadonlySet<string>) {
    this.#nested = nested;
    this.#agreementPairs = agreementPairs;
  }

  /** True where keys are agreed on by exponentiation. */
  get agrees(): boolean {
    return this.#agreementPairs.size > 0;
  }

  tuple(parts: readonly Message[]): Message {
    const [first, ...rest] = parts;
    if (this.#nested && first !== undefined && rest.length > 1) {
      return this.tuple([first, this.tuple(rest)]);
    }
    this.tuples.add(parts.length);
    return { kind: 'apply', symbol: tupleSymbol(parts.length), args: parts };
  }

  /** The public half of a pair, made from its private one. */
  publicHalf(pair: string, secret: Message): Message {
    return this.#agreementPairs.has(pair)
      ? { kind: 'apply', symbol: power, args: [generator, secret] }
      : { kind: 'apply', symbol: publicHalf, args: [secret] };
  }

  /** What a private half and the public half of another pair agree on. */
  agreed(secret: Message, other: Message): Message {
    return { kind: 'apply', symbol: power, args: [other, secret] };
  }

  /** What a primitive makes of its key, content and associated data; null for what it has not. */
  apply(
    primitive: PrimitiveName,
    key: Message | null,
    content: Message,
    associated: Message | null,
  ): Message {
    const beside = primitives[primitive].associated ? [associated ?? noAssociatedData] : [];
    const args = [...(key === null ? [] : [key]), content, ...beside];
    return { kind: 'apply', symbol: primitive, args };
  }
}
