import { fold } from './fold.ts';

/** Something that can be found by its title or by its text, and what there is to go to. */
export interface SearchEntry<Target> {
  /** The name that it is called by exactly, where its title says more. */
  readonly name?: string;
  readonly title: string;
  readonly text: string;
  readonly target: Target;
}

/** Entries that were made ready to be searched many times. */
export interface SearchIndex<Target> {
  readonly entries: readonly IndexedEntry<Target>[];
}

interface IndexedEntry<Target> {
  readonly entry: SearchEntry<Target>;
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/** A part of a text, and whether it is what was searched for. */
export interface Marked {
  readonly text: string;
  readonly found: boolean;
}

/** An entry that was found. */
export interface Found<Target> {
  readonly entry: SearchEntry<Target>;
  readonly title: readonly Marked[];
  /** The part of the text around what was found; empty where all of it stands in the title. */
  readonly excerpt: readonly Marked[];
}

/** What a search found: at most as many as were asked for, the best first, and how many there are in all. */
export interface SearchOutcome<Target> {
  readonly found: readonly Found<Target>[];
  readonly count: number;
}

/** Makes entries ready to be searched. */
export function searchIndex<Target>(entries: readonly SearchEntry<Target>[]): SearchIndex<Target> {
  return {
    entries: entries.map((entry) => {
      const { name, title, text } = entry;
      return { entry, name: fold(name ?? title), title: fold(title), text: fold(text) };
    }),
  };
}

/** The words of a query, as they are compared. */
export function searchWords(query: string): readonly string[] {
  return [...new Set(fold(query).split(/\s+/u).filter(Boolean))];
}

/**
 * Finds the entries that have every word of a query in their title or text. Those whose name is the query come first, then
 * those whose title begins with it, those in whose title each word begins a word, those that have all in the title, and
 * those that have some in the text; among these in the order of the entries. A query without a word finds nothing.
 */
export function search<Target>(
  { entries }: SearchIndex<Target>,
  query: string,
  most: number,
): SearchOutcome<Target> {
  const words = searchWords(query);
  if (words.length === 0) return { found: [], count: 0 };
  const whole = fold(query).trim();
  const ranks: IndexedEntry<Target>[][] = [[], [], [], [], []];
  for (const entry of entries) {
    const rank = rankOf(entry, whole, words);
    if (rank !== null) ranks[rank]?.push(entry);
  }
  const all = ranks.flat();
  return { found: all.slice(0, most).map((entry) => shown(entry, words)), count: all.length };
}

/** Parts of a text, with what was searched for marked. */
export function marked(text: string, words: readonly string[]): readonly Marked[] {
  return parts(text, placesOf(fold(text), words));
}

function rankOf(
  { name, title, text }: Pick<IndexedEntry<unknown>, 'name' | 'title' | 'text'>,
  whole: string,
  words: readonly string[],
): number | null {
  if (name === whole) return 0;
  if (title.startsWith(whole)) return 1;
  if (words.every((word) => title.includes(word))) return words.every((word) => begins(title, word)) ? 2 : 3;
  return words.every((word) => title.includes(word) || text.includes(word)) ? 4 : null;
}

function begins(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  return false;
}

/** How much of a text is shown around what was found, in UTF-16 units. */
const around = { before: 30, after: 110 } as const;

function shown<Target>(
  { entry, title, text }: IndexedEntry<Target>,
  words: readonly string[],
): Found<Target> {
  const elsewhere = words.filter((word) => !title.includes(word));
  const first = Math.min(...elsewhere.map((word) => text.indexOf(word)).filter((at) => at >= 0));
  return {
    entry,
    title: parts(entry.title, placesOf(title, words)),
    excerpt: Number.isFinite(first) ? excerptAt(entry.text, first, words) : [],
  };
}

function excerptAt(text: string, first: number, words: readonly string[]): readonly Marked[] {
  const from = cleanCut(text, Math.max(0, first - around.before));
  const to = cleanCut(text, Math.min(text.length, first + around.after));
  const piece = `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
  return marked(piece.replaceAll(/\s/gu, ' '), words);
}

// Never between the two halves of a character.
function cleanCut(text: string, at: number): number {
  return /[\udc00-\udfff]/u.test(text.charAt(at)) && at > 0 ? at - 1 : at;
}

interface Place {
  readonly from: number;
  readonly to: number;
}

function placesOf(folded: string, words: readonly string[]): readonly Place[] {
  const places = words.flatMap((word): Place[] => {
    const found: Place[] = [];
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + word.length))
      found.push({ from: at, to: at + word.length });
    return found;
  });
  const united: { from: number; to: number }[] = [];
  for (const { from, to } of places.toSorted((one, other) => one.from - other.from)) {
    const last = united.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else united.push({ from, to });
  }
  return united;
}

function parts(text: string, places: readonly Place[]): readonly Marked[] {
  const ends = places.flatMap(({ from, to }) => [from, to]);
  return [0, ...ends]
    .map((from, index) => ({ text: text.slice(from, ends[index] ?? text.length), found: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}
