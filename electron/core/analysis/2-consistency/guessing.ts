import { extractableTerms, type Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import type { Application, Term } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/**
 * The term that a listener already knows and by which it can confirm a guess of a value offline; null where it cannot.
 * A guess is confirmed when, with the value in hand, (a) a one-way image or a public-key ciphertext that the listener
 * has can be computed again, or (b) a ciphertext opens to something that shows that the key was right: authenticated
 * encryption always does, plain encryption when a part of its content is known from elsewhere or can be recomputed.
 * Public-key encryption counts as deterministic, which makes the listener stronger. After Lowe, "Analysing protocols
 * subject to guessing attacks" (2004).
 */
export function confirmGuess(guess: Term, knowledge: Knowledge): Term | null {
  const known = [...knowledge.facts.values()]
    .filter((fact) => fact.rule !== 'built')
    .map((fact) => fact.term)
    .filter((term): term is Application => term.kind === 'apply' && knowledge.holds(term));
  const guessed = knowledge.clone();
  guessed.add(guess, 'guessed');
  return known.find((term) => confirms(term, knowledge, guessed)) ?? null;
}

function confirms(term: Application, before: Knowledge, guessed: Knowledge): boolean {
  if (before.composes(term)) return false;
  switch (theory[term.primitive].opens) {
    case 'nobody':
      return guessed.composes(term);
    case 'other-half':
      return guessed.composes(term);
    case 'anybody':
      return false;
    case 'same-key': {
      const opened = term.key !== null && !before.derives(term.key) && guessed.derives(term.key);
      if (!opened) return false;
      return term.primitive === 'aead' || recognisable(term, before);
    }
  }
}

// The content shows itself when a part of it was known without opening this ciphertext.
function recognisable(ciphertext: Application, before: Knowledge): boolean {
  return [...extractableTerms(ciphertext.content)].some((part) => before.derives(part));
}
