import type { Knowledge } from './knowledge.ts';
import type { Term } from '#core/terms/term.ts';
import { theory, type PrimitiveName } from '#core/terms/theory.ts';

/** The parts of a message that a receiver looks at. */
export interface Reading {
  /** Terms that it sees, or computes again and so compares. Keys are not among them. */
  readonly terms: ReadonlySet<Term>;
  /** Primitives that it verifies: it opens, recomputes, or has what verifies a signature. */
  readonly primitives: ReadonlySet<PrimitiveName>;
}

/** How a receiver reads a message with what it knows once it has it. */
export function readMessage(content: Term, receiver: Knowledge): Reading {
  const terms = new Set<Term>();
  const primitives = new Set<PrimitiveName>();
  const visit = (term: Term): void => {
    if (terms.has(term)) return;
    terms.add(term);
    if (term.kind === 'tuple') term.parts.forEach(visit);
    if (term.kind !== 'apply') return;
    if (term.associated !== null) visit(term.associated);
    const { looksInside, verifies } = lookAt(term, receiver);
    if (verifies) primitives.add(term.primitive);
    if (looksInside) visit(term.content);
  };
  visit(content);
  return { terms, primitives };
}

function lookAt(
  term: Term & { readonly kind: 'apply' },
  receiver: Knowledge,
): { readonly looksInside: boolean; readonly verifies: boolean } {
  switch (theory[term.primitive].opens) {
    case 'same-key':
    case 'other-half': {
      const key = receiver.openingKey(term);
      const opens = key !== null && receiver.derives(key);
      return { looksInside: opens, verifies: opens && theory[term.primitive].table3.origin };
    }
    case 'anybody':
      return { looksInside: true, verifies: receiver.verifies(term) };
    case 'nobody': {
      const computes = receiver.composes(term);
      return { looksInside: computes, verifies: computes };
    }
  }
}
