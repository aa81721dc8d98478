import type { Knowledge } from './knowledge.ts';
import { reachableFrom, type Application, type Term } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/** The terms of a message that a receiver sees when it opens what it can. */
export function visibleTerms(content: Term, receiver: Knowledge): ReadonlySet<Term> {
  return reachableFrom(content, (term) => {
    if (term.kind === 'tuple') return term.parts;
    if (term.kind !== 'apply') return [];
    const key = receiver.openingKey(term);
    const opens = theory[term.primitive].opens === 'anybody' || (key !== null && knows(receiver, key));
    return [...(term.associated === null ? [] : [term.associated]), ...(opens ? [term.content] : [])];
  });
}

/** True if a receiver that verifies an authenticator has verified the value of a term with it. */
export function covers(authenticator: Application, term: Term, receiver: Knowledge): boolean {
  const { content, associated } = authenticator;
  return binds(content, term, receiver) || (associated !== null && binds(associated, term, receiver));
}

// A term inside counts only where the receiver sees it or computes what it stands in: two ciphertexts that
// it cannot open tell it nothing of each other.
function binds(whole: Term, term: Term, receiver: Knowledge): boolean {
  const computed: Application[] = [];
  const seen = reachableFrom(whole, (each) => {
    if (each.kind === 'tuple') return each.parts;
    if (each.kind !== 'apply') return [];
    const visible = each.associated === null ? [] : [each.associated];
    switch (theory[each.primitive].opens) {
      case 'nobody':
        computed.push(each);
        return visible;
      case 'anybody':
        return [...visible, each.content];
      case 'same-key':
      case 'other-half': {
        const key = receiver.openingKey(each);
        return key !== null && knows(receiver, key) ? [...visible, each.content] : visible;
      }
    }
  });
  return (
    seen.has(term) ||
    computed.some((each) => receiver.composes(each) && receiver.ingredientsOf(each).has(term))
  );
}

/** True if a receiver can verify an authenticator with what it ever knows. */
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

/** True if the holder ever knew the term, or could put it together. */
export function knows(knowledge: Knowledge, term: Term): boolean {
  return knowledge.facts.has(term) || knowledge.derives(term);
}
