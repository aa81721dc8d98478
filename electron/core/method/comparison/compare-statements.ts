import { longestIncreasing } from './longest-increasing.ts';
import { writtenStatements, type StatementPart, type WrittenStatement } from './written-statements.ts';
import { grouped } from '#core/grouped.ts';
import type { SyntaxTree } from '#core/language/syntax.ts';

/**
 * How one thing that a text says differs from what another text says.
 *
 * - `added`, `removed`: only the later, or only the earlier text says it. - `changed`: both speak of it and say something else.
 * - `moved`: both say it, and it stands in another phase, or in another order among the steps of its phase.
 */
export interface StatementChange {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly part: StatementPart;
  /** The phase or attack model that it stands in; of something that both say, in the later text. */
  readonly within: string | null;
  /** The phase that the earlier text said it in, where that is another one; else null. */
  readonly from: string | null;
  /** Null where it is `added`. */
  readonly before: WrittenStatement | null;
  /** Null where it is `removed`. */
  readonly after: WrittenStatement | null;
}

/**
 * What a later text says otherwise than an earlier one, by meaning: labels, citations, comments, layout, defaults that are
 * written out, and the order of statements outside phases make no difference. Removed and changed things stand in the order of
 * the earlier text, added ones follow in that of the later.
 */
export function compareStatements(earlier: SyntaxTree, later: SyntaxTree): readonly StatementChange[] {
  const { pairs, removed, added } = matchStatements(writtenStatements(earlier), writtenStatements(later));
  const moved = movedPairs(pairs);
  const left = [
    ...removed.map((each): Placed => ({ place: each.place, change: goneFrom(each.statement) })),
    ...pairs.flatMap((pair): readonly Placed[] => {
      const change = changeOf(pair, moved.has(pair));
      return change === null ? [] : [{ place: pair.before.place, change }];
    }),
  ].toSorted((one, other) => one.place - other.place);
  return [
    ...left.map(({ change }) => change),
    ...added.map(({ statement }): StatementChange => {
      const { part, within } = statement;
      return { kind: 'added', part, within, from: null, before: null, after: statement };
    }),
  ];
}

interface Placed {
  readonly place: number;
  readonly change: StatementChange;
}

/** A statement with its place in the text. */
interface PlacedStatement {
  readonly place: number;
  readonly statement: WrittenStatement;
}

/** What both texts speak of. */
interface Pair {
  readonly before: PlacedStatement;
  readonly after: PlacedStatement;
}

interface Matched {
  readonly pairs: readonly Pair[];
  readonly removed: readonly PlacedStatement[];
  readonly added: readonly PlacedStatement[];
}

// Of several things that have one name, those that say the same are the same; the others are taken in their order.
function matchStatements(earlier: readonly WrittenStatement[], later: readonly WrittenStatement[]): Matched {
  const [before, after] = [byKey(earlier), byKey(later)];
  const keys = new Set([...before.keys(), ...after.keys()]);
  const matched = [...keys].map((key) => matchAlike(before.get(key) ?? [], after.get(key) ?? []));
  return {
    pairs: inOrder(
      matched.flatMap(({ pairs }) => pairs),
      ({ before: { place } }) => place,
    ),
    removed: inOrder(
      matched.flatMap(({ removed }) => removed),
      ({ place }) => place,
    ),
    added: inOrder(
      matched.flatMap(({ added }) => added),
      ({ place }) => place,
    ),
  };
}

function matchAlike(before: readonly PlacedStatement[], after: readonly PlacedStatement[]): Matched {
  const open = [...after];
  const takeFor = (fits: (other: PlacedStatement) => boolean): PlacedStatement | undefined => {
    const place = open.findIndex(fits);
    return place < 0 ? undefined : open.splice(place, 1)[0];
  };
  const same = new Map(
    before.map((each) => [each, takeFor(({ statement }) => statement.meaning === each.statement.meaning)]),
  );
  const pairs: Pair[] = [];
  const removed: PlacedStatement[] = [];
  for (const each of before) {
    const other = same.get(each) ?? takeFor(() => true);
    if (other === undefined) removed.push(each);
    else pairs.push({ before: each, after: other });
  }
  return { pairs, removed, added: open };
}

function byKey(statements: readonly WrittenStatement[]): ReadonlyMap<string, readonly PlacedStatement[]> {
  const placed = statements.map((statement, place) => ({ place, statement }));
  return grouped(placed, ({ statement: { part, within, name } }) =>
    // A message has its name in the whole text.
    JSON.stringify([part, part === 'message' ? null : within, name]),
  );
}

function inOrder<Each>(all: readonly Each[], placeOf: (each: Each) => number): readonly Each[] {
  return all.toSorted((one, other) => placeOf(one) - placeOf(other));
}

function goneFrom(statement: WrittenStatement): StatementChange {
  const { part, within } = statement;
  return { kind: 'removed', part, within, from: null, before: statement, after: null };
}

function changeOf({ before, after }: Pair, isMoved: boolean): StatementChange | null {
  const [one, other] = [before.statement, after.statement];
  const same = one.meaning === other.meaning;
  const from = one.within === other.within ? null : one.within;
  if (same && from === null && !isMoved) return null;
  const { part, within } = other;
  return { kind: same ? 'moved' : 'changed', part, within, from, before: one, after: other };
}

// Phases, and the steps of one phase, that are not among the longest sequence of those whose order is the same.
function movedPairs(pairs: readonly Pair[]): ReadonlySet<Pair> {
  const ordered = pairs.filter(
    ({ before: { statement }, after }) =>
      (statement.part === 'message' || statement.part === 'step' || statement.part === 'phase') &&
      statement.within === after.statement.within,
  );
  const moved = [...grouped(ordered, ({ before }) => before.statement.within).values()].flatMap((all) => {
    const kept = new Set(longestIncreasing(all.map(({ after }) => after.place)).map((index) => all[index]));
    return all.filter((each) => !kept.has(each));
  });
  return new Set(moved);
}
