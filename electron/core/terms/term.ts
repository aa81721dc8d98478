import { theory, type PrimitiveName } from '#core/terms/theory.ts';

/**
 * A ground term of an execution. Terms are hash-consed: within one {@link TermStore} two terms are equal
 * exactly when they are the same object, and `id` numbers them in order of making. A term may stand in another in
 * many places, so that written out it may be larger than could ever be visited: walks go by {@link reachableFrom}.
 */
export type Term =
  | (Measured & { readonly kind: 'atom'; readonly name: string })
  | (Measured & {
      readonly kind: 'key-half';
      readonly half: 'public' | 'private';
      readonly pair: string;
    })
  | (Measured & { readonly kind: 'tuple'; readonly parts: readonly Term[] })
  | Application;

interface Measured {
  readonly id: number;
  /** How many terms stand within each other at the deepest place, itself included. */
  readonly depth: number;
  /** How many names, tuples and primitives it has when it is written out; infinite where that is past counting. */
  readonly size: number;
}

/**
 * A primitive applied to its key (null for `hash`), content and associated data (null but for `aead`). Where the
 * primitive commutes, the key is the private half of the pair whose name comes first.
 */
export interface Application extends Measured {
  readonly kind: 'apply';
  readonly primitive: PrimitiveName;
  readonly key: Term | null;
  readonly content: Term;
  readonly associated: Term | null;
}

/** Makes terms, each once. */
export class TermStore {
  readonly #terms = new Map<string, Term>();

  #intern(key: string, make: (id: number) => Term): Term {
    const known = this.#terms.get(key);
    if (known !== undefined) return known;
    const made = make(this.#terms.size);
    this.#terms.set(key, made);
    return made;
  }

  /** A name: of an element, an entity, a constant. */
  atom(name: string): Term {
    return this.#intern(`a ${name}`, (id) => ({ kind: 'atom', id, ...alone, name }));
  }

  /** One half of a key pair. */
  keyHalf(half: 'public' | 'private', pair: string): Term {
    return this.#intern(`${half} ${pair}`, (id) => ({ kind: 'key-half', id, ...alone, half, pair }));
  }

  /** A tuple of two or more parts. */
  tuple(parts: readonly Term[]): Term {
    const key = `t ${parts.map((part) => part.id).join(' ')}`;
    return this.#intern(key, (id) => ({ kind: 'tuple', id, ...measured(parts), parts }));
  }

  /** A primitive applied. What a commuting one gives is one term, from whichever side it is seen. */
  apply(primitive: PrimitiveName, key: Term | null, content: Term, associated: Term | null): Term {
    const swaps = theory[primitive].commutes && key?.kind === 'key-half' && content.kind === 'key-half';
    if (swaps && content.pair < key.pair) {
      return this.#application(
        primitive,
        this.keyHalf(key.half, content.pair),
        this.keyHalf(content.half, key.pair),
        associated,
      );
    }
    return this.#application(primitive, key, content, associated);
  }

  #application(primitive: PrimitiveName, key: Term | null, content: Term, associated: Term | null): Term {
    const parts = [key?.id ?? '-', content.id, associated?.id ?? '-'].join(' ');
    return this.#intern(`${primitive} ${parts}`, (id) => ({
      kind: 'apply',
      id,
      ...measured([key, content, associated].filter((part) => part !== null)),
      primitive,
      key,
      content,
      associated,
    }));
  }
}

const alone = { depth: 1, size: 1 } as const;

function measured(parts: readonly Term[]): Omit<Measured, 'id'> {
  let [deepest, sum] = [0, 1];
  for (const { depth, size } of parts) {
    deepest = Math.max(deepest, depth);
    sum += size;
  }
  return { depth: deepest + 1, size: sum };
}

/** The direct subterms of a term, in order. */
export function subterms(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'atom':
    case 'key-half':
      return [];
    case 'tuple':
      return term.parts;
    case 'apply':
      return [term.key, term.content, term.associated].filter((part) => part !== null);
  }
}

/**
 * The terms that can be reached from a term, itself included, each once: in the order in which reading from left to
 * right first meets it. Takes time by the number of different terms, however often they are shared.
 */
export function reachableFrom(term: Term, next: (term: Term) => readonly Term[]): ReadonlySet<Term> {
  const found = new Set<Term>();
  const open = [term];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (found.has(each)) continue;
    found.add(each);
    const further = next(each);
    for (let index = further.length - 1; index >= 0; index -= 1) {
      const one = further[index];
      if (one !== undefined && !found.has(one)) open.push(one);
    }
  }
  return found;
}

// Terms never change, so that what stands in one is worked out once.
const subtermsOf = new WeakMap<Term, ReadonlySet<Term>>();

/** Every subterm of a term, itself included, each once. */
export function allSubterms(term: Term): ReadonlySet<Term> {
  const known = subtermsOf.get(term);
  if (known !== undefined) return known;
  const found = reachableFrom(term, subterms);
  subtermsOf.set(term, found);
  return found;
}

/** Prints terms in the language's notation; `aliases` gives the name of a term that has one. */
export function formatTerm(term: Term, aliases: ReadonlyMap<Term, string>): string {
  const list = (each: Term): string =>
    each.kind === 'tuple' && !aliases.has(each) ? each.parts.map(part).join(', ') : part(each);
  const part = (each: Term): string => {
    const alias = aliases.get(each);
    if (alias !== undefined) return alias;
    switch (each.kind) {
      case 'atom':
        return each.name;
      case 'key-half':
        return `${each.half === 'public' ? 'pk' : 'sk'}(${each.pair})`;
      case 'tuple':
        return `(${each.parts.map(part).join(', ')})`;
      case 'apply': {
        const key = each.key === null ? '' : `[${list(each.key)}]`;
        const associated = each.associated === null ? '' : ` ; ${list(each.associated)}`;
        return `${each.primitive}${key}(${list(each.content)}${associated})`;
      }
    }
  };
  return list(term);
}
