/**
 * What the language cannot say yet. A word that one would expect for it is refused by name, and never taken for
 * something near.
 *
 * - `group`: one key for a fleet or a group of any size. - `next`: exactly the next number, or one in a window.
 * - `seen`: a receiver that keeps the timestamps it has taken. - `restart`: what a restart, a power failure, a restored
 *   backup or a clone does to counters and keys. - `order`: a channel that keeps the order of messages.
 * - `rounds`: a phase that starts from what it left itself. - `once`: a phase of which one run only starts from what an
 *   earlier one left. - `attack`: an attack model in which a channel may repeat.
 */
export type NotYet = 'group' | 'next' | 'seen' | 'restart' | 'order' | 'rounds' | 'once' | 'attack';

/** The places in which such words would stand. */
export type NotYetPlace =
  | 'statement'
  /** In the declaration of an element. */
  | 'element'
  | 'verb'
  /** Behind what is checked. */
  | 'check'
  /** Behind what a channel gives. */
  | 'trust'
  /** Behind what a channel gives in an attack model. */
  | 'attack-trust'
  /** In the head of a phase. */
  | 'phase'
  /** At the beginning of a line of an attack model. */
  | 'attack';

/** The words that are refused in each place, two with a blank between them. */
export const notYetWords: Readonly<Record<NotYetPlace, Readonly<Record<string, NotYet>>>> = {
  statement: { fleet: 'group', group: 'group' },
  element: { fleet: 'group', group: 'group', all: 'group' },
  verb: {
    restarts: 'restart',
    resets: 'restart',
    loses: 'restart',
    restores: 'restart',
    clones: 'restart',
    repeats: 'rounds',
  },
  check: { next: 'next', window: 'next', within: 'next', once: 'seen' },
  trust: { 'in order': 'order', ordered: 'order' },
  // What begins with `in` names a phase there.
  'attack-trust': { 'may repeat': 'attack', ordered: 'order' },
  phase: { repeats: 'rounds', once: 'once' },
  attack: { restart: 'restart', reset: 'restart', restore: 'restart', clone: 'restart' },
};

/** What cannot be said yet with a word, or with it and the next, in a place; null for any other word. */
export function notYetIn(
  place: NotYetPlace,
  word: string,
  next: string,
): { readonly word: string; readonly topic: NotYet } | null {
  const both = `${word} ${next}`;
  // Of several entities a verb stands without its s.
  const written = [both, word, ...(place === 'verb' ? [`${word}s`] : [])];
  const found = written.find((each) => Object.hasOwn(notYetWords[place], each));
  const topic = found === undefined ? undefined : notYetWords[place][found];
  return topic === undefined ? null : { word: found === both ? both : word, topic };
}
