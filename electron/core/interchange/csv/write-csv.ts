/** A field of a record: words, a number, or nothing. */
export type CsvField = string | number | null;

/**
 * Records as comma-separated values (RFC 4180): lines end with CR LF, and quotes stand around what has commas, quotes or
 * breaks in it. A mark of the encoding stands first, by which spreadsheets know that it is UTF-8. A field of words that a
 * spreadsheet would work out as a formula begins with an apostrophe.
 */
export function writeCsv(records: readonly (readonly CsvField[])[]): string {
  return `\ufeff${records.map((record) => `${record.map(fieldText).join(',')}\r\n`).join('')}`;
}

function fieldText(field: CsvField): string {
  if (field === null) return '';
  if (typeof field === 'number') return String(field);
  const inert = /^[\s\p{Cc}]*[=+\-@|]/u.test(field) ? `'${field}` : field;
  return /[",\r\n]/u.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
