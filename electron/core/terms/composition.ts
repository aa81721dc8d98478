import { reachableFrom, subterms, type Term, type TermStore } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/**
 * The ways in which a term can be put together: each lists what is needed, the usual one first. Empty for what
 * nobody puts together.
 */
export function compositions(term: Term, store: TermStore): readonly (readonly Term[])[] {
  switch (term.kind) {
    case 'atom':
      return [];
    case 'key-half':
      return term.half === 'public' ? [[store.keyHalf('private', term.pair)]] : [];
    case 'tuple':
      return [term.parts];
    case 'apply': {
      const { key, content } = term;
      const parts = subterms(term);
      if (!theory[term.primitive].commutes || key?.kind !== 'key-half' || content.kind !== 'key-half') {
        return [parts];
      }
      return [parts, [store.keyHalf(key.half, content.pair), store.keyHalf(content.half, key.pair)]];
    }
  }
}

/** Everything that a term can be put together from, directly or not, itself included, each once. */
export function composingTerms(term: Term, store: TermStore): ReadonlySet<Term> {
  return reachableFrom(term, (each) => compositions(each, store).flat());
}
