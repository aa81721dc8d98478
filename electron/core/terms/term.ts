import { theory, type PrimitiveName } from '#core/terms/theory.ts';

/**
 * A ground term of an execution. Terms are hash-consed: within one {@link TermStore} two terms are equal
 * exactly when they are the same object, and `id` numbers them in order of making.
 */
export type Term =
  | { readonly kind: 'atom'; readonly id: number; readonly name: string }
  | {
      readonly kind: 'key-half';
      readonly id: number;
      readonly half: 'public' | 'private';
      readonly pair: string;
    }
  | { readonly kind: 'tuple'; readonly id: number; readonly parts: readonly Term[] }
  | Application;

/**
 * A primitive applied to its key (null for `hash`), content and associated data (null but for `aead`). Where the
 * primitive commutes, the key is the private half of the pair whose name comes first.
 */
export interface Application {
  readonly kind: 'apply';
  readonly id: number;
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
    return this.#intern(`a ${name}`, (id) => ({ kind: 'atom', id, name }));
  }

  /** One half of a key pair. */
  keyHalf(half: 'public' | 'private', pair: string): Term {
    return this.#intern(`${half} ${pair}`, (id) => ({ kind: 'key-half', id, half, pair }));
  }

  /** A tuple of two or more parts. */
  tuple(parts: readonly Term[]): Term {
    const key = `t ${parts.map((part) => part.id).join(' ')}`;
    return this.#intern(key, (id) => ({ kind: 'tuple', id, parts }));
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
      primitive,
      key,
      content,
      associated,
    }));
  }
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

// Terms never change, so that what stands in one is worked out once.
const subtermsOf = new WeakMap<Term, ReadonlySet<Term>>();

/** Every subterm of a term, itself included, each once. */
export function allSubterms(term: Term): ReadonlySet<Term> {
  const known = subtermsOf.get(term);
  if (known !== undefined) return known;
  const found = new Set<Term>();
  const visit = (each: Term): void => {
    if (found.has(each)) return;
    found.add(each);
    subterms(each).forEach(visit);
  };
  visit(term);
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
