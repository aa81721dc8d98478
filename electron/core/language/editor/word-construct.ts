import type { Grammar } from '#core/language/grammar.ts';
import { authenticationLevels, channelTrusts, claimKinds, requirementKinds } from '#core/language/kinds.ts';
import { notYetWords } from '#core/language/not-yet.ts';
import { constructNames, type ConstructName } from '#core/language/reference.ts';
import { actionVerbs } from '#core/language/syntax.ts';
import type { Token } from '#core/language/token.ts';

/** The position of a word, which its meaning depends on. */
interface WordPlace {
  /** The first word of its line. */
  readonly first: string;
  /** The word after it. */
  readonly next: string;
  readonly inAttack: boolean;
}

/** Words that mean the same wherever they stand, by the construct that explains them. */
const plainWords: Readonly<Record<string, ConstructName>> = {
  ...Object.fromEntries(constructNames.map((name) => [name, name])),
  ...Object.fromEntries(
    [...actionVerbs, 'derives' as const].flatMap((verb) => [
      [verb, verb],
      [verb.slice(0, -1), verb],
    ]),
  ),
  ...Object.fromEntries(authenticationLevels.map((level) => [level, 'authentication'])),
  pair: 'key-pair',
  pk: 'halves',
  sk: 'halves',
  of: 'holders',
  shared: 'holders',
  by: 'holders',
  known: 'holders',
  'long-term': 'lifetime',
  session: 'lifetime',
  high: 'entropy',
  low: 'entropy',
  over: 'message',
  repeat: 'may-repeat',
  page: 'source',
  quote: 'source',
  passive: 'attack-adversary',
  active: 'attack-adversary',
};

/** Words that belong to the construct which their line is about. */
const lineWords: ReadonlySet<string> = new Set(['to', 'on', 'in', 'from', 'none', 'present', 'absent']);

/** Where a word stands that comes after these tokens: the first word of its line, and the block. */
export function placeAfter(before: readonly Token[]): Omit<WordPlace, 'next'> {
  let first = '';
  let block: string | null = null;
  for (const token of before) {
    if (token.startsLine) first = token.text;
    if (token.kind !== 'punctuation') continue;
    if (token.text === '{') block = first;
    if (token.text === '}') block = null;
  }
  return { first, inAttack: block === 'attack' };
}

/** The construct of the reference that explains a word of the language in its place; null for a word that is none. */
export function constructOf(word: string, place: WordPlace, grammar: Grammar): ConstructName | null {
  const isTrust = channelTrusts.some((trust) => trust === word);
  if (isTrust || word === 'channel') {
    if (place.inAttack) return 'attack-channel';
    return place.first === 'message' ? 'message' : 'channel';
  }
  if (word === 'may') return place.first === 'entity' ? 'coincide' : 'may-repeat';
  if (word === 'adversary') return place.inAttack ? 'attack-adversary' : 'phase';
  if (word === 'key' || word === 'symmetric') return place.next === 'pair' ? 'key-pair' : 'key';
  if (place.first === 'requirement' && requirementKinds.some((kind) => kind === word)) return 'requirement';
  if (word === 'to' && !isDirected(place.first, grammar)) return 'holders';
  if (lineWords.has(word)) return lineConstruct(place);
  if (Object.hasOwn(plainWords, word)) return plainWords[word] ?? null;
  return isNotYet(word) ? 'not-yet' : null;
}

// Whether a word could be one for what cannot be said yet.
function isNotYet(word: string): boolean {
  const words = Object.values(notYetWords).flatMap((each) => Object.keys(each));
  return words.flatMap((each) => each.split(' ')).includes(word);
}

// Whether `to` stands between two entities in the lines that a word begins.
function isDirected(first: string, { claims }: Grammar): boolean {
  const kind = claimKinds.find((each) => each === first);
  return kind !== undefined && claims[kind].parts.some((part) => part.kind === 'word' && part.word === 'to');
}

function lineConstruct({ first, inAttack }: WordPlace): ConstructName | null {
  if (first === 'channel' && inAttack) return 'attack-channel';
  return constructNames.find((name) => name === first) ?? null;
}
