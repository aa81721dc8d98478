/** A cell of a sheet. Null: there is nothing to say. */
export type SheetCell = string | number | null;

/** A column; numbers stand to the right. */
export interface SheetColumn {
  readonly label: string;
  readonly numeric: boolean;
}

/** A table of what was measured, in words. The first cell of a row names the row. */
export interface Sheet {
  readonly name: string;
  readonly title: string;
  /** A sentence that says what is counted, or null. */
  readonly note: string | null;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** True if the last row sums up those before. */
  readonly total: boolean;
  /** True if it holds answers about an active adversary, which may be about an earlier text. */
  readonly active: boolean;
}

/** A column of words. */
export function words(label: string): SheetColumn {
  return { label, numeric: false };
}

/** A column of numbers. */
export function numeric(label: string): SheetColumn {
  return { label, numeric: true };
}

/** Sheets as tab-separated values, one after the other, each under its title. */
export function tabSeparated(sheets: readonly Sheet[]): string {
  return sheets
    .map(({ title, columns, rows }) =>
      [[title], columns.map(({ label }) => label), ...rows]
        .map((row) => row.map((value) => plain(value)).join('\t'))
        .join('\n'),
    )
    .join('\n\n')
    .concat('\n');
}

function plain(value: SheetCell): string {
  return value === null ? '' : String(value).replaceAll(/\s+/gu, ' ');
}
