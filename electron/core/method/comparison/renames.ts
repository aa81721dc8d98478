import { grouped } from '#core/grouped.ts';
import { declarationsOf, type Declaration } from '#core/language/resolve/declarations.ts';
import { identifiersOf } from '#core/language/resolve/identifiers.ts';
import { applyEdits } from '#core/language/source.ts';
import type { SyntaxTree } from '#core/language/syntax.ts';
import { writtenStatements, type WrittenStatement } from './written-statements.ts';

/** Something that a later text says under another name than an earlier one. */
export interface Rename {
  readonly kind: Declaration['meaning'];
  readonly before: string;
  readonly after: string;
}

// Names as the language has them; its own words are no names.
const words = /[\p{L}_][\p{L}\p{N}_]*(?:-\p{L}[\p{L}\p{N}_]*)*'*/gu;

/** A line of the language with the names that a later text has for the same things. */
export function renamedLine(line: string, renames: readonly Rename[]): string {
  const names = new Map(renames.map(({ before, after }) => [before, after]));
  return line.replaceAll(words, (word) => names.get(word) ?? word);
}

/** How much of what is said of a name must be said of the other one for the two to be taken for one thing. */
const enough = 0.5;

/**
 * What a later text only gives another name: declared under one name in the earlier text alone and under the other in the later
 * alone, by declarations that are equal but for names, and used alike. Where that is so of several, those with most in common
 * come first. A rename that is found hides nothing: with the names of the later text everything is compared as it is.
 */
export function findRenames(earlier: SyntaxTree, later: SyntaxTree): readonly Rename[] {
  const [before, after] = [declarationsOf(earlier), declarationsOf(later)];
  const gone = [...before.values()].filter(({ name }) => !after.has(name.name));
  const come = [...after.values()].filter(({ name }) => !before.has(name.name));
  if (gone.length === 0 || come.length === 0) return [];
  const renamed = new Set([...gone, ...come].map(({ name }) => name.name));
  const [said, saidLater] = [sayings(earlier, renamed), sayings(later, renamed)];
  const candidates = gone.flatMap((one) =>
    come.flatMap((other): readonly Candidate[] => {
      const likeness = likenessOf(one, other, said, saidLater);
      return likeness === null ? [] : [{ one, other, likeness }];
    }),
  );
  const taken = new Set<Declaration>();
  const found: Rename[] = [];
  for (const { one, other } of candidates.toSorted((left, right) => right.likeness - left.likeness)) {
    if (taken.has(one) || taken.has(other)) continue;
    taken.add(one).add(other);
    found.push({ kind: one.meaning, before: one.name.name, after: other.name.name });
  }
  return whoseUsesFollow(found, earlier, later);
}

/** The text with the names that a later one has for the same things. */
export function withRenames(text: string, tree: SyntaxTree, renames: readonly Rename[]): string {
  if (renames.length === 0) return text;
  const names = new Map(renames.map(({ before, after }) => [before, after]));
  const edits = identifiersOf(tree).flatMap(({ name, span }) => {
    const insert = names.get(name);
    return insert === undefined ? [] : [{ span, insert }];
  });
  return applyEdits(
    text,
    edits.toSorted((one, other) => one.span.start - other.span.start),
  );
}

interface Candidate {
  readonly one: Declaration;
  readonly other: Declaration;
  readonly likeness: number;
}

/** What a text says of each name that the other text does not have: the declaration first, then the uses. */
type Sayings = ReadonlyMap<string, readonly string[]>;

function sayings(tree: SyntaxTree, renamed: ReadonlySet<string>): Sayings {
  const said = new Map<string, string[]>();
  for (const statement of writtenStatements(tree)) {
    for (const name of statement.names) {
      if (!renamed.has(name)) continue;
      const line = masked(statement, name, renamed);
      const known = said.get(name);
      if (known === undefined) said.set(name, [line]);
      else if (isDeclared(statement, name)) known.unshift(line);
      else known.push(line);
    }
  }
  return said;
}

function isDeclared({ part, name }: WrittenStatement, declared: string): boolean {
  return name === declared && part !== 'step' && part !== 'assumption';
}

// With a mark for the name, and another one for every other name that may be another one as well. Lists, which stand in the order
// of their names, are told by what is in them; in a term the order counts.
function masked(
  { part, meaning, within }: WrittenStatement,
  name: string,
  renamed: ReadonlySet<string>,
): string {
  const mark = (word: string): string => (word === name ? '@' : renamed.has(word) ? '?' : word);
  const marked = meaning.replaceAll(words, mark);
  const isTerm = part === 'message' || marked.includes('=');
  const told = isTerm
    ? marked
    : marked
        .split(/[\s,]+/u)
        .toSorted()
        .join(' ');
  return `${part} ${within === null ? '' : mark(within)} ${told}`;
}

// Null where they cannot be one thing.
function likenessOf(one: Declaration, other: Declaration, said: Sayings, saidLater: Sayings): number | null {
  if (one.meaning !== other.meaning) return null;
  const [before, after] = [said.get(one.name.name) ?? [], saidLater.get(other.name.name) ?? []];
  if (before[0] === undefined || before[0] !== after[0]) return null;
  const left = [...after];
  const common = before.filter((line) => {
    const place = left.indexOf(line);
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  }).length;
  const likeness = common / Math.max(before.length, after.length);
  // A thing that only has another name has mostly kept its label.
  return likeness < enough ? null : likeness + (one.label !== null && one.label === other.label ? 1 : 0);
}

// Wherever both texts speak of one thing, the later one has the other name in it if the earlier one has the name.
function whoseUsesFollow(
  found: readonly Rename[],
  earlier: SyntaxTree,
  later: SyntaxTree,
): readonly Rename[] {
  const names = new Map(found.map(({ before, after }) => [before, after]));
  const nameOf = (name: string): string => names.get(name) ?? name;
  const saidLater = grouped(writtenStatements(later), (each) => keyOf(each, (name) => name));
  const lost = new Set(
    writtenStatements(earlier).flatMap((each) => {
      const said = saidLater.get(keyOf(each, nameOf));
      if (said === undefined) return [];
      const used = new Set(said.flatMap((other) => [...other.names]));
      return [...each.names].map(nameOf).filter((name) => !used.has(name));
    }),
  );
  const kept = found.filter(({ after }) => !lost.has(after));
  return kept.length === found.length ? found : whoseUsesFollow(kept, earlier, later);
}

function keyOf({ part, name }: WrittenStatement, rename: (name: string) => string): string {
  return `${part} ${name.replaceAll(words, rename)}`;
}
