import { translate } from '#cli/console/console.ts';
import { largest } from '#core/largest.ts';
import type { Sheet, SheetCell } from '#core/views/tables/sheet.ts';

/** A sheet as lines of text in columns, under its title. */
export function sheetLines({ title, columns, rows }: Sheet): readonly string[] {
  if (rows.length === 0) return [title, `  ${translate('metrics.none')}`];
  const table = [columns.map(({ label }) => label), ...rows.map((row) => row.map(shown))];
  const widths = columns.map((_, index) => largest(table.map((row) => (row[index] ?? '').length)));
  const line = (row: readonly string[]): string =>
    columns
      .map(({ numeric }, index) => {
        const value = row[index] ?? '';
        const width = widths[index] ?? 0;
        return numeric ? value.padStart(width) : value.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [title, ...table.map((row) => `  ${line(row)}`)];
}

function shown(value: SheetCell): string {
  return value === null ? '-' : String(value);
}
