import type { SourceReference } from '#core/language/model.ts';
import type { MessageKey, Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type ColumnWidth, type ReportTone, type TableCell } from './document.ts';
import type { Sheet } from '#core/views/tables/sheet.ts';
import { describeCitation } from '#core/method/sources/describe-citation.ts';

/** The size of the text of most tables, in points. */
const usualSize = 7.5;

/** A table under its titles; one line that there is nothing where it would have no row. */
export function table(
  titles: readonly MessageKey[],
  columns: readonly ColumnWidth[],
  rows: readonly (readonly TableCell[])[],
  translate: Translate,
): Block {
  if (rows.length === 0) return nothingStated(translate);
  return {
    kind: 'table',
    columns,
    header: titles.map((title) => cell(translate(title), { bold: true })),
    rows,
    size: usualSize,
  };
}

/** The facts about one thing: a table without a header, of titles and values. There is at least one row. */
export function facts(rows: readonly (readonly TableCell[])[]): Block {
  return { kind: 'table', columns: [{ points: 120 }, 'share'], header: [], rows, size: usualSize };
}

/** The paragraph that stands where nothing is stated. */
export function nothingStated(translate: Translate): Block {
  return { kind: 'paragraph', text: translate('report.nothing-stated'), tone: 'muted' };
}

/** A sheet as a section of its own, under a heading of this level. */
export function sheetBlocks(sheet: Sheet, level: 2 | 3, translate: Translate): readonly Block[] {
  const { title, note, columns, rows, total } = sheet;
  const align = columns.map(({ numeric }): TableCell['align'] => (numeric ? 'right' : 'left'));
  return [
    { kind: 'heading', level, text: title },
    ...(note === null ? [] : [paragraph(note)]),
    rows.length === 0
      ? nothingStated(translate)
      : {
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
        },
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
