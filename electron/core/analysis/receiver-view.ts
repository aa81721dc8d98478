import type { Knowledge } from '#core/analysis/knowledge.ts';
import type { Application, Term } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/** The terms of a message that a receiver sees when it opens what it can. */
export function visibleTerms(content: Term, receiver: Knowledge): ReadonlySet<Term> {
  const visible = new Set<Term>();
  const visit = (term: Term): void => {
    visible.add(term);
    if (term.kind === 'tuple') term.parts.forEach(visit);
    if (term.kind !== 'apply') return;
    if (term.associated !== null) visit(term.associated);
    const key = receiver.openingKey(term);
    const opens = theory[term.primitive].opens === 'anybody' || (key !== null && knows(receiver, key));
    if (opens) visit(term.content);
  };
  visit(content);
  return visible;
}

/** Whether a receiver that verifies an authenticator has verified the value of a term with it. */
export function covers(authenticator: Application, term: Term, receiver: Knowledge): boolean {
  const { content, associated } = authenticator;
  return binds(content, term, receiver) || (associated !== null && binds(associated, term, receiver));
}

// A term inside counts only where the receiver sees it or computes what it stands in: two ciphertexts that
// it cannot open tell it nothing of each other.
function binds(whole: Term, term: Term, receiver: Knowledge): boolean {
  if (whole === term) return true;
  if (whole.kind === 'tuple') return whole.parts.some((part) => binds(part, term, receiver));
  if (whole.kind !== 'apply') return false;
  if (whole.associated !== null && binds(whole.associated, term, receiver)) return true;
  switch (theory[whole.primitive].opens) {
    case 'nobody':
      return receiver.composes(whole) && receiver.ingredientsOf(whole).has(term);
    case 'anybody':
      return binds(whole.content, term, receiver);
    case 'same-key':
    case 'other-half': {
      const key = receiver.openingKey(whole);
      return key !== null && knows(receiver, key) && binds(whole.content, term, receiver);
    }
  }
}

/** Whether a receiver can verify an authenticator with what it ever knows. */
export function verifies(authenticator: Application, receiver: Knowledge): boolean {
  const { key } = authenticator;
  if (key === null) return false;
  switch (theory[authenticator.primitive].opens) {
    case 'same-key':
      return knows(receiver, key);
    case 'anybody':
      return key.kind === 'key-half' && [...receiver.facts.keys()].some((term) => isPublicHalf(term, key));
    case 'nobody':
      return knows(receiver, key) && knows(receiver, authenticator.content);
    case 'other-half':
      return false;
  }
}

function isPublicHalf(term: Term, key: Term & { kind: 'key-half' }): boolean {
  return term.kind === 'key-half' && term.half === 'public' && term.pair === key.pair;
}

/** Whether the holder ever knew the term, or could put it together. */
export function knows(knowledge: Knowledge, term: Term): boolean {
  return knowledge.facts.has(term) || knowledge.derives(term);
}
