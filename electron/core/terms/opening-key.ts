import type { Application, Term, TermStore } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/** The key that opens a ciphertext, or null where no key does. */
export function openingKey(term: Application, store: TermStore): Term | null {
  switch (theory[term.primitive].opens) {
    case 'same-key':
      return term.key;
    case 'other-half':
      return term.key?.kind === 'key-half' ? store.keyHalf('private', term.key.pair) : null;
    case 'anybody':
    case 'nobody':
      return null;
  }
}
