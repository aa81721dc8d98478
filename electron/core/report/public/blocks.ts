import { cell, type Block, type ColumnWidth, type TableCell } from '#core/report/document/document.ts';

/** A heading of a section. */
export function heading(text: string): Block {
  return { kind: 'heading', level: 1, text };
}

/** A paragraph. */
export function paragraph(text: string): Block {
  return { kind: 'paragraph', text, tone: 'plain' };
}

/** A list with bullets. */
export function bullets(items: readonly string[]): Block {
  return { kind: 'list', numbered: false, items };
}

/** A table with its caption above it. Columns of numbers are those whose header is aligned to the right. */
export function captioned(
  caption: string,
  columns: readonly ColumnWidth[],
  header: readonly TableCell[],
  rows: readonly (readonly TableCell[])[],
): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: caption },
    { kind: 'table', columns, header, rows, size: 9 },
  ];
}

/** A cell of a header. */
export function head(text: string, align: TableCell['align'] = 'left'): TableCell {
  return cell(text, { bold: true, align });
}

/** A cell with a number. */
export function number(value: number): TableCell {
  return cell(String(value), { align: 'right' });
}
