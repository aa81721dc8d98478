import type { SourceReference } from '#core/language/model.ts';
import type { MessageKey, Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type ColumnWidth, type ReportTone, type TableCell } from './document.ts';
import type { Sheet } from '#core/views/tables/sheet.ts';
import { describeCitation } from '#core/method/sources/describe-citation.ts';

/** The size of the text of most tables, in points. */
const usualSize = 7.5;

/** What is said of a table besides its rows. */
export interface TableNotes {
  /** Its caption; without one it goes by its heading. */
  readonly caption?: string;
  /** The sentence that stands in its place where it would have no row; without one, that there are none. */
  readonly none?: string;
  /** The size of its text in points, where it is not the usual one. */
  readonly size?: number;
}

/**
 * A table under its titles; a sentence where it would have no row. A column in which no row says anything is left out: an
 * empty one says nothing but that somebody thought of it.
 */
export function table(
  titles: readonly MessageKey[],
  columns: readonly ColumnWidth[],
  rows: readonly (readonly TableCell[])[],
  translate: Translate,
  { caption, none = translate('report.none'), size = usualSize }: TableNotes = {},
): Block {
  if (rows.length === 0) return { kind: 'paragraph', text: none, tone: 'muted' };
  return withoutEmptyColumns({
    kind: 'table',
    columns,
    header: titles.map((title) => cell(translate(title), { bold: true })),
    rows,
    size,
    ...(caption === undefined ? {} : { caption: { text: caption } }),
  });
}

type Table = Extract<Block, { readonly kind: 'table' }>;

/** A table without the columns that are empty in every row; the widest of those left takes the room. */
export function withoutEmptyColumns(whole: Table): Table {
  const { columns, header, rows } = whole;
  const said = columns.map((_, index) => rows.some((row) => isSaid(row[index])));
  if (said.every(Boolean)) return whole;
  const chosen = <Item>(items: readonly Item[]): readonly Item[] => items.filter((_, index) => said[index]);
  return {
    ...whole,
    columns: withShare(chosen(columns)),
    header: chosen(header),
    rows: rows.map((row) => chosen(row)),
  };
}

function isSaid(value: TableCell | undefined): boolean {
  return value !== undefined && (value.text !== '' || value.page !== null);
}

function withShare(columns: readonly ColumnWidth[]): readonly ColumnWidth[] {
  if (columns.includes('share')) return columns;
  const points = columns.map((column) => (typeof column === 'string' ? 0 : column.points));
  const widest = points.indexOf(Math.max(...points));
  return columns.map((column, index) => (index === widest ? 'share' : column));
}

/** The facts about one thing: a table without a header, of titles and values. There is at least one row. */
export function facts(rows: readonly (readonly TableCell[])[]): Block {
  return { kind: 'table', columns: [{ points: 120 }, 'share'], header: [], rows, size: usualSize };
}

/** A sheet as a section of its own, under a heading of this level. */
export function sheetBlocks(sheet: Sheet, level: 2 | 3, translate: Translate): readonly Block[] {
  return [{ kind: 'heading', level, text: sheet.title }, ...sheetTable(sheet, translate)];
}

/** A sheet as a table that goes by this caption, or its title, and the sentence that says what is counted. */
export function sheetTable(
  sheet: Sheet,
  translate: Translate,
  caption: string = sheet.title,
): readonly Block[] {
  const { note, columns, rows, total } = sheet;
  const align = columns.map(({ numeric }): TableCell['align'] => (numeric ? 'right' : 'left'));
  return [
    ...(note === null ? [] : [paragraph(note)]),
    rows.length === 0
      ? { kind: 'paragraph', text: translate('report.none'), tone: 'muted' }
      : withoutEmptyColumns({
          kind: 'table',
          columns: widths(sheet),
          header: columns.map(({ label }, index) =>
            cell(label, { bold: true, align: align[index] ?? 'left' }),
          ),
          rows: rows.map((row, place) =>
            row.map((value, index) =>
              cell(value === null ? '' : String(value), {
                align: align[index] ?? 'left',
                bold: total && place === rows.length - 1,
              }),
            ),
          ),
          size: usualSize,
          caption: { text: caption },
        }),
  ];
}

// A number stands near what it counts: only words that need the room take all of it.
function widths({ columns }: Sheet): readonly ColumnWidth[] {
  const wide = columns.filter(({ numeric }) => !numeric).length > 1 || columns.length > 4;
  return columns.map(({ numeric }): ColumnWidth => {
    if (numeric) return wide ? 'content' : { points: 64 };
    return wide ? 'share' : { points: 240 };
  });
}

/** The signs beside the colours, so that nothing is said by colour alone. */
export const toneSigns: Readonly<Record<ReportTone, string>> = {
  plain: '',
  muted: '',
  good: '✓ ',
  warning: '▲ ',
  danger: '✗ ',
};

/** A plain paragraph. */
export function paragraph(text: string): Block {
  return { kind: 'paragraph', text, tone: 'plain' };
}

/** A cell in the programmer's font. */
export function mono(text: string): TableCell {
  return cell(text, { font: 'mono' });
}

/** The citations of one place, in a line; empty where it cites nothing. */
export function describeSources(sources: readonly SourceReference[], translate: Translate): string {
  return sources.map((source) => describeCitation(source, translate)).join('; ');
}
