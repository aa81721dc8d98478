import type { Cursor } from './cursor.ts';
import type { QuotedText, SourceClause } from '#core/language/syntax.ts';

/** The highest number of a page. */
const lastPage = 100_000;

/** Reads any number of clauses `source "document" "section" page 14 quote "words"`; all but the document are optional. */
export function parseSources(cursor: Cursor): readonly SourceClause[] {
  const clauses: SourceClause[] = [];
  while (cursor.sees('source')) {
    const { start } = cursor.advance().span;
    const document = cursor.takeText();
    const section = cursor.acceptText();
    const page = goesOn(cursor, 'page', 'number') ? cursor.takeNumber(1, lastPage) : null;
    const quotation: QuotedText | null = goesOn(cursor, 'quote', 'text') ? cursor.takeText() : null;
    clauses.push({ document, section, page, quotation, span: { start, end: cursor.previousEnd } });
  }
  return clauses;
}

// Neither word is reserved: at the start of a line it can be the name of an entity that does something.
function goesOn(cursor: Cursor, word: 'page' | 'quote', then: 'number' | 'text'): boolean {
  if (!cursor.sees(word)) return false;
  if (cursor.peek().startsLine && cursor.peek(1).kind !== then) return false;
  cursor.advance();
  return true;
}
