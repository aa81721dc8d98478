/** How often each of some words occurs; every word is there, with zero if need be. */
export type Tally<Word extends string> = Readonly<Record<Word, number>>;

/** Counts how often each word is among those found. */
export function tally<Word extends string>(words: readonly Word[], found: readonly Word[]): Tally<Word> {
  return tallyOf(words, (word) => found.filter((each) => each === word).length);
}

/** Counts each word by itself. */
export function tallyOf<Word extends string>(
  words: readonly Word[],
  count: (word: Word) => number,
): Tally<Word> {
  const counts: Readonly<Record<string, number>> = Object.fromEntries(
    words.map((word) => [word, count(word)]),
  );
  if (!hasEach(counts, words)) throw new Error('every word was counted');
  return counts;
}

function hasEach<Word extends string>(
  counts: Readonly<Record<string, number>>,
  words: readonly Word[],
): counts is Tally<Word> {
  return words.every((word) => counts[word] !== undefined);
}
