import { commonSequence } from './common-sequence.ts';
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
  const [before, after] = [placed(writtenStatements(earlier)), placed(writtenStatements(later))];
  const inOrder = pairsInOrder(before, after);
  const taken = new Set(inOrder.flatMap((pair) => [pair.before, pair.after]));
  const isOpen = (each: PlacedStatement): boolean => !taken.has(each);
  const { pairs, removed, added } = matchByName(before.filter(isOpen), after.filter(isOpen));
  const left = [
    ...removed.map((each): Placed => ({ place: each.place, change: goneFrom(each.statement) })),
    ...[...inOrder.map((pair) => ({ pair, isMoved: false })), ...pairs.map(moved)].flatMap(
      ({ pair, isMoved }): readonly Placed[] => {
        const change = changeOf(pair, isMoved);
        return change === null ? [] : [{ place: pair.before.place, change }];
      },
    ),
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

function placed(statements: readonly WrittenStatement[]): readonly PlacedStatement[] {
  return statements.map((statement, place) => ({ place, statement }));
}

// Whatever has an order: the phases, and the steps of a phase.
function pairsInOrder(
  before: readonly PlacedStatement[],
  after: readonly PlacedStatement[],
): readonly Pair[] {
  const [sequences, sequencesNow] = [before, after].map((all) =>
    grouped(all.filter(isOrdered), ({ statement: { within } }) => within),
  );
  return [...(sequences ?? [])].flatMap(([within, all]) => {
    const now = sequencesNow?.get(within) ?? [];
    return commonSequence(all.map(keyOf), now.map(keyOf)).flatMap(([place, other]): readonly Pair[] => {
      const [one, two] = [all[place], now[other]];
      return one === undefined || two === undefined ? [] : [{ before: one, after: two }];
    });
  });
}

// What is left of these stands elsewhere.
function moved(pair: Pair): { readonly pair: Pair; readonly isMoved: boolean } {
  return { pair, isMoved: isOrdered(pair.before) };
}

function isOrdered({ statement: { part } }: PlacedStatement): boolean {
  return part === 'message' || part === 'step' || part === 'phase';
}

// Of several things that have one name, those that say the same are the same; the others are taken in their order.
function matchByName(before: readonly PlacedStatement[], after: readonly PlacedStatement[]): Matched {
  const [named, namedNow] = [grouped(before, keyOf), grouped(after, keyOf)];
  const keys = new Set([...named.keys(), ...namedNow.keys()]);
  const matched = [...keys].map((key) => matchAlike(named.get(key) ?? [], namedNow.get(key) ?? []));
  const inPlace = (all: readonly PlacedStatement[]): readonly PlacedStatement[] =>
    all.toSorted((one, other) => one.place - other.place);
  return {
    pairs: matched.flatMap(({ pairs }) => pairs),
    removed: inPlace(matched.flatMap(({ removed }) => removed)),
    added: inPlace(matched.flatMap(({ added }) => added)),
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

// A message has its name in the whole text.
function keyOf({ statement: { part, within, name } }: PlacedStatement): string {
  return JSON.stringify([part, part === 'message' ? null : within, name]);
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
