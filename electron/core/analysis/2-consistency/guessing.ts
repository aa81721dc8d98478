import { isExtractable, type Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import type { Term } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/**
 * The term that a listener has and by which it can confirm a guess of a value offline; null where it cannot. A guess is confirmed when a
 * right one is told from a wrong one by anything that comes out as it should with the right one alone:
 *
 * - a one-way image, a public half or a public-key ciphertext that the listener has can be made again;
 * - an authenticated cipher opens, or a signature in what opened is verified;
 * - in what opens there is something known, or something that can be made again, or the same thing twice.
 *
 * What opens may open more. Public-key encryption counts as deterministic, which makes the listener stronger. After Lowe,
 * "Analysing protocols subject to guessing attacks" (2004).
 */
export function confirmGuess(guess: Term, knowledge: Knowledge): Term | null {
  const before = knowledge.clone();
  const after = knowledge.clone();
  after.add(guess, 'guessed');
  const had = [...after.facts.values()]
    .filter(({ rule, term }) => rule !== 'built' && after.holds(term))
    .map(({ term }) => term);
  const trial: Trial = { guess, before, after };
  const witness = had.find((term) => confirms(term, trial)) ?? witnessAmong(had, trial);
  if (witness === null || before.holds(witness)) return witness;
  // What was opened was seen in something.
  return had.find((term) => before.holds(term) && isExtractable(term, witness)) ?? null;
}

/** What the listener has before and after it takes a guess for right. */
interface Trial {
  readonly guess: Term;
  readonly before: Knowledge;
  readonly after: Knowledge;
}

// By itself: made again, authenticated or verified.
function confirms(term: Term, { before, after }: Trial): boolean {
  if (before.composes(term)) return false;
  if (term.kind === 'key-half') return before.holds(term) && after.composes(term);
  if (term.kind !== 'apply') return false;
  switch (theory[term.primitive].opens) {
    case 'nobody':
    case 'other-half':
      return before.holds(term) && after.composes(term);
    case 'anybody': {
      const isOwn = term.key !== null && after.derives(term.key) && !before.derives(term.key);
      return isOwn || (!before.holds(term) && after.verifies(term));
    }
    case 'same-key':
      return term.primitive === 'aead' && isOpened(term, { before, after });
  }
}

// The content is there with the guess and not without it.
function isOpened(term: Term, { before, after }: Omit<Trial, 'guess'>): boolean {
  if (term.kind !== 'apply') return false;
  const key = after.openingKey(term);
  return key !== null && after.derives(key) && !(before.holds(term) && before.derives(key));
}

// By what it opens: something known, something made again, or the same thing twice.
function witnessAmong(had: readonly Term[], trial: Trial): Term | null {
  const places = new Map<Term, Term>();
  for (const term of had) {
    for (const leaf of shownBy(term, trial)) {
      if (places.has(leaf) || isRecognised(leaf, trial)) return term;
      places.set(leaf, term);
    }
  }
  return null;
}

function isRecognised(leaf: Term, { guess, before, after }: Trial): boolean {
  if (leaf === guess || before.derives(leaf)) return true;
  if (leaf.kind === 'key-half') return after.composes(leaf);
  if (leaf.kind !== 'apply') return false;
  const { opens } = theory[leaf.primitive];
  return (opens === 'nobody' || opens === 'other-half') && after.composes(leaf);
}

// What stands in a term that shows it with the guess alone, each place for itself.
function shownBy(term: Term, trial: Trial): readonly Term[] {
  if (term.kind !== 'apply') return [];
  const beside = term.associated === null || trial.before.holds(term) ? [] : leavesOf(term.associated);
  const isSigned = theory[term.primitive].opens === 'anybody' && !trial.before.holds(term);
  return isSigned || isOpened(term, trial) ? [...leavesOf(term.content), ...beside] : beside;
}

function leavesOf(term: Term): readonly Term[] {
  return term.kind === 'tuple' ? term.parts.flatMap(leavesOf) : [term];
}
