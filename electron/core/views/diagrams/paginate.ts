import type { Row } from './interaction-layout.ts';

/** Divides rows into pages of this room, in points. A row that is higher has a page of its own. */
export function paginate(rows: readonly Row[], room: number): readonly (readonly Row[])[] {
  const pages: Row[][] = [];
  let page: Row[] = [];
  let used = 0;
  for (const [index, row] of rows.entries()) {
    const needed = row.height + (row.keepWithNext ? (rows[index + 1]?.height ?? 0) : 0);
    if (page.length > 0 && used + needed > room) {
      pages.push(page);
      page = [];
      used = 0;
    }
    page.push(row);
    used += row.height;
  }
  return page.length > 0 ? [...pages, page] : pages;
}
