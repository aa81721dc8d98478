/** A part of a long table: a row that is drawn, or the room of rows that are not. */
export type TablePart =
  | { readonly kind: 'row'; readonly index: number }
  | { readonly kind: 'gap'; readonly from: number; readonly rows: number };

/** How many rows above and below those in sight are drawn. */
const around = 6;

/** The part of a table that can be seen: how far it is scrolled, how high it is, and how high every row is, in pixels. */
export interface TableSight {
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
}

/**
 * The parts of a table of `count` rows of one height, from its first row to its last: rows in sight, and some around
 * them, are drawn. So is the row that has the focus or would get it (`kept`), wherever it is, so that scrolling leaves the
 * focus where it was; -1 for none.
 */
export function partsInSight(count: number, sight: TableSight, kept: number): readonly TablePart[] {
  const { top, height, rowHeight } = sight;
  const first = Math.min(count, Math.max(0, Math.floor(top / rowHeight) - around));
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + around);
  const drawn = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  if (kept >= 0 && kept < count && (kept < first || kept >= last)) drawn.push(kept);
  return withGaps(
    count,
    drawn.toSorted((left, right) => left - right),
  );
}

/** Every row of a table that is drawn whole. */
export function allParts(count: number): readonly TablePart[] {
  return Array.from({ length: count }, (_, index) => ({ kind: 'row', index }));
}

function withGaps(count: number, drawn: readonly number[]): readonly TablePart[] {
  const parts: TablePart[] = [];
  let next = 0;
  for (const index of [...drawn, count]) {
    if (index > next) parts.push({ kind: 'gap', from: next, rows: index - next });
    if (index < count) parts.push({ kind: 'row', index });
    next = index + 1;
  }
  return parts;
}

/** How far a table has to be scrolled so that a row can be seen, below a head of some height that stays. */
export function scrolledTo(index: number, sight: TableSight, head: number): number {
  const { top, height, rowHeight } = sight;
  const begin = index * rowHeight;
  if (begin < top) return begin;
  return Math.max(top, begin + rowHeight + head - height);
}
