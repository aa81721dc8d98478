import type { Element } from '#core/language/model.ts';
import type { TermExpression } from '#core/language/syntax.ts';

/** A name of the text under which an entity can hold a value; of a key pair one of its halves. */
export interface Holding {
  readonly name: string;
  readonly half: 'public' | 'private' | null;
}

/** The name itself. */
export function holdingOf(name: string): Holding {
  return { name, half: null };
}

/** One half of a pair. */
export function halfOf(pair: string, half: 'public' | 'private'): Holding {
  return { name: pair, half };
}

/** What is secret of an element: of a pair its private half. */
export function secretOf({ name, kind }: Pick<Element, 'name' | 'kind'>): Holding {
  return kind === 'key-pair' ? halfOf(name, 'private') : holdingOf(name);
}

/** What both ends can have of an element: of a pair its public half. */
export function sharedOf({ name, kind }: Pick<Element, 'name' | 'kind'>): Holding {
  return kind === 'key-pair' ? halfOf(name, 'public') : holdingOf(name);
}

/** A text that is the same for the same holding; never read back. */
export function holdingKey({ name, half }: Holding): string {
  return half === null ? name : `${half} ${name}`;
}

/** The term that a holding is written as. */
export function termOf({ name, half }: Holding): TermExpression {
  const span = { start: 0, end: 0 };
  return half === null
    ? { kind: 'name', name, span }
    : { kind: 'key-half', half, pair: { name, span }, span };
}
