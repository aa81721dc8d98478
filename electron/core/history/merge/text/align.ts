import { grouped } from '#core/grouped.ts';
import { commonSequence } from '#core/history/merge/order/common-sequence.ts';
import { placesAmong, unmoved } from '#core/history/merge/order/merge-order.ts';
import { saidBy, writtenPiece, type Piece } from './pieces.ts';

/** The pieces of one text by identifiers that are the same for the same piece of the three texts, in their order. */
export type Identified = ReadonlyMap<string, Piece>;

/** Three lists of pieces whose identifiers tell what became of what. */
export interface Alignment {
  readonly base: Identified;
  readonly mine: Identified;
  readonly theirs: Identified;
}

interface Marked {
  readonly piece: Piece;
  readonly said: string;
  /** The name, where it tells the piece from all others of each list. */
  readonly name: string | null;
}

/**
 * Finds out what became of what. A piece with a name that is declared once is that of this name wherever it stands. What has no
 * name is the same as what says the same in the same order; what is left was moved where something says the same, and changed
 * where something of its sort stands between the same neighbours.
 */
export function align(base: readonly Piece[], mine: readonly Piece[], theirs: readonly Piece[]): Alignment {
  const ambiguous = new Set([base, mine, theirs].flatMap(namedTwice));
  const mark = (piece: Piece): Marked => {
    const name = piece.name === null || ambiguous.has(piece.name) ? null : piece.name;
    return { piece, said: saidBy(writtenPiece(piece)), name };
  };
  const [was, left, right] = [base.map(mark), mine.map(mark), theirs.map(mark)];
  const idsOfBase = was.map(({ name }, place) => (name === null ? `old ${String(place)}` : `name ${name}`));
  const idsOfMine = matched(was, left, idsOfBase);
  const idsOfTheirs = matched(was, right, idsOfBase);
  const anchors = new Set(unmoved(idsOfBase, idsOfMine.filter(isText), idsOfTheirs.filter(isText)));
  return {
    base: identified(was, idsOfBase),
    mine: identified(left, withNew(left, idsOfMine, anchors)),
    theirs: identified(right, withNew(right, idsOfTheirs, anchors)),
  };
}

function isText(id: string | null): id is string {
  return id !== null;
}

function identified(pieces: readonly Marked[], ids: readonly string[]): Identified {
  return new Map(pieces.map(({ piece }, place) => [ids[place] ?? '', piece]));
}

function namedTwice(pieces: readonly Piece[]): readonly string[] {
  return [...grouped(pieces, ({ name }) => name)].flatMap(([name, same]) =>
    name !== null && same.length > 1 ? [name] : [],
  );
}

// The identifier of each piece of a side; null for one that has no name and is new.
function matched(
  was: readonly Marked[],
  now: readonly Marked[],
  idsOfBase: readonly string[],
): readonly (string | null)[] {
  const ids: (string | null)[] = now.map(({ name }) => (name === null ? null : `name ${name}`));
  const gone = new Set(was.flatMap(({ name }, place) => (name === null ? [place] : [])));
  const take = (from: number, to: number): void => {
    ids[to] = idsOfBase[from] ?? null;
    gone.delete(from);
  };
  const word = ({ name, said }: Marked): string => (name === null ? said : `name ${name}`);
  const common = commonSequence(was.map(word), now.map(word));
  for (const [from, to] of common) if (gone.has(from)) take(from, to);
  for (const [from, to] of pairs(was, now, gone, ids, ({ said }) => said)) take(from, to);
  // Between two neighbours that both lists have.
  const [inBase, inSide] = [
    placesBetween(common.map(([from]) => from)),
    placesBetween(common.map(([, to]) => to)),
  ];
  const changed = pairs(was, now, gone, ids, ({ piece }, place, isBase) =>
    JSON.stringify([isBase ? inBase(place) : inSide(place), piece.sort]),
  );
  for (const [from, to] of changed) take(from, to);
  return ids;
}

// What is left on both sides and alike, the first of the one with the first of the other.
function pairs(
  was: readonly Marked[],
  now: readonly Marked[],
  gone: ReadonlySet<number>,
  ids: readonly (string | null)[],
  alike: (marked: Marked, place: number, isBase: boolean) => string,
): readonly (readonly [number, number])[] {
  const placed = was.map((marked, place) => ({ marked, place })).filter(({ place }) => gone.has(place));
  const waiting = grouped(placed, ({ marked, place }) => alike(marked, place, true));
  const used = new Map<string, number>();
  return now.flatMap((marked, place): readonly (readonly [number, number])[] => {
    if (ids[place] !== null) return [];
    const key = alike(marked, place, false);
    const count = used.get(key) ?? 0;
    used.set(key, count + 1);
    const from = waiting.get(key)?.[count];
    return from === undefined ? [] : [[from.place, place]];
  });
}

// How many of these places, which rise, stand before a place.
function placesBetween(places: readonly number[]): (place: number) => number {
  const counts: number[] = [];
  let count = 0;
  for (const place of places) {
    while (counts.length <= place) counts.push(count);
    count += 1;
  }
  return (place) => counts[place] ?? count;
}

// What both sides added in one place, and alike, has one identifier.
function withNew(
  pieces: readonly Marked[],
  ids: readonly (string | null)[],
  anchors: ReadonlySet<string>,
): readonly string[] {
  const places = placesAmong(
    anchors,
    ids.map((id, place) => id ?? `new ${String(place)}`),
  );
  const counts = new Map<string, number>();
  return ids.map((id, place) => {
    if (id !== null) return id;
    const added = JSON.stringify([places.get(`new ${String(place)}`), pieces[place]?.said]);
    const count = counts.get(added) ?? 0;
    counts.set(added, count + 1);
    return `new ${added} ${String(count)}`;
  });
}
