/** A half-open range of UTF-16 offsets into a model's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a text as people count: both numbers start at 1; a column counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The position of an offset. Offsets past the end give the position of the end. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  let line = 1;
  for (let index = before.indexOf('\n'); index !== -1; index = before.indexOf('\n', index + 1)) line += 1;
  return { line, column: before.length - lastBreak };
}

/** Replaces `span` of a text by `insert`. */
export interface TextEdit {
  readonly span: Span;
  readonly insert: string;
}

/** Writes at a place and replaces nothing. */
export function insertAt(offset: number, insert: string): TextEdit {
  return { span: { start: offset, end: offset }, insert };
}

/** Takes away what stands at a place, and the blanks before it on its line. */
export function removeAt(text: string, { start, end }: Span): TextEdit {
  let from = start;
  while (text[from - 1] === ' ' || text[from - 1] === '\t') from -= 1;
  return { span: { start: from, end }, insert: '' };
}

/** Where a new line goes behind what ends at an offset: behind a comment that ends the line, which stays with it. */
export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  const line = text.slice(from, end === -1 ? text.length : end);
  return /^\s*\/\//.test(line) ? from + line.trimEnd().length : from;
}

/** Edits in the order of the text; what is put in at a place comes before what is taken away behind it. */
export function inTextOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.toSorted(
    (left, right) => left.span.start - right.span.start || left.span.end - right.span.end,
  );
}

/** The text after an edit. */
export function applyEdit(text: string, edit: TextEdit): string {
  return text.slice(0, edit.span.start) + edit.insert + text.slice(edit.span.end);
}

/** The text after several edits, which do not overlap and stand in the order of the text. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const kept = edits.map(
    ({ span, insert }, index) => text.slice(edits[index - 1]?.span.end ?? 0, span.start) + insert,
  );
  return kept.join('') + text.slice(edits.at(-1)?.span.end ?? 0);
}
