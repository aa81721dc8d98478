import type { Knowledge } from './knowledge.ts';
import type { Value } from './value.ts';

/**
 * What the adversary comes to know by trying out values of low entropy, each by itself, and everything that follows. A
 * right guess is told from a wrong one by anything that comes out as it should with the right one alone: a value that was
 * seen and can be made again, a cipher that authenticates its content, a signature that is verified, also with a public half
 * that comes out, and something known in
 * what the guess opens, the guess itself, what can be made again with it, or the same thing twice.
 */
export function withGuesses(knowledge: Knowledge): Knowledge {
  let known = knowledge;
  for (;;) {
    const guessed = [...guessableIn(known)].find((value) => isConfirmed(value, known));
    if (guessed === undefined) return known;
    known = known.copy();
    known.add(guessed);
  }
}

function isConfirmed(guess: Value, before: Knowledge): boolean {
  const after = before.copy();
  after.add(guess);
  // What comes out of what the guess opens.
  const shown: Value[] = [];
  for (const value of after.parts) {
    const isNew = !before.derives(value);
    if (before.has(value) && !before.makes(value) && isMadeAgain(value, after)) return true;
    if (value.kind !== 'apply' || value.key === null) continue;
    if (value.primitive === 'sign') {
      if (after.derives(value.key) && !before.derives(value.key)) return true;
      const half = value.key.kind === 'atom' ? after.halfOf(value.key) : null;
      if (half !== null && after.derives(half) && (isNew || !before.derives(half))) return true;
      if (isNew) shown.push(...leavesOf(value.content));
    }
    if (value.primitive === 'aead' && isNew && value.associated.kind !== 'none')
      shown.push(...leavesOf(value.associated));
    const isOpened = after.derives(value.key) && (isNew || !before.derives(value.key));
    if (value.primitive === 'aead' && isOpened) return true;
    if (value.primitive === 'enc' && isOpened) shown.push(...leavesOf(value.content));
  }
  return (
    shown.some((leaf) => leaf === guess || before.derives(leaf) || isMadeAgain(leaf, after)) ||
    new Set(shown).size < shown.length
  );
}

// A plain or authenticated cipher comes out otherwise each time: nobody makes the same again.
function isMadeAgain(value: Value, after: Knowledge): boolean {
  if (value.kind === 'power') return after.makes(value);
  if (value.kind !== 'apply' || !['mac', 'hash', 'kdf', 'penc'].includes(value.primitive)) return false;
  return after.makes(value);
}

function leavesOf(value: Value): readonly Value[] {
  return value.kind === 'tuple' ? value.parts.flatMap(leavesOf) : [value];
}

// The values of low entropy in everything that was seen, also behind locks.
function guessableIn(knowledge: Knowledge): ReadonlySet<Value> {
  const found = new Set<Value>();
  const seen = new Set<Value>();
  const visit = (value: Value): void => {
    if (seen.has(value)) return;
    seen.add(value);
    if (value.kind === 'atom' && value.guessable && !knowledge.has(value)) found.add(value);
    if (value.kind === 'tuple') value.parts.forEach(visit);
    if (value.kind === 'power')
      [...value.exponents, ...(value.base === null ? [] : [value.base])].forEach(visit);
    if (value.kind === 'apply') {
      if (value.key !== null) visit(value.key);
      visit(value.content);
      visit(value.associated);
    }
  };
  for (const value of knowledge.parts) visit(value);
  return found;
}
