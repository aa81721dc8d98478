import { StatementFailure, type Cursor } from './cursor.ts';
import type { Diagnostic } from '#core/language/diagnostic.ts';
import type { Span } from '#core/language/source.ts';
import { surelyStartsStatement } from './statement-start.ts';
import type { WrittenComment } from '#core/language/syntax.ts';

/** The lines between braces. */
export interface Block<Item> {
  readonly items: readonly Item[];
  /** Comments after the last line, before the closing brace. */
  readonly closingComments: readonly WrittenComment[];
}

/** Where a line stands and what is said about it. */
export interface ItemPlace {
  readonly comments: readonly WrittenComment[];
  readonly spaced: boolean;
  readonly span: Span;
}

/**
 * Begins to read something that must begin a line, a {@link StatementFailure} where it does not. Returns what tells its
 * place once it has been read.
 */
export function beginItem(cursor: Cursor): () => ItemPlace {
  cursor.begin();
  const first = cursor.peek();
  if (!first.startsLine) cursor.fail('new line');
  const position = cursor.position;
  return () => ({
    comments: cursor.takeComments(position),
    spaced: first.spaced,
    span: { start: first.span.start, end: cursor.previousEnd },
  });
}

/**
 * Reads `{ … }`, an item a line. An item that cannot be read is reported to `diagnostics` and left out; reading
 * goes on at the next line. A block that is never closed ends where another statement begins.
 */
export function parseBlock<Item>(
  cursor: Cursor,
  diagnostics: Diagnostic[],
  parseItem: (cursor: Cursor, place: () => ItemPlace) => Item,
): Block<Item> {
  cursor.take('{');
  const items: Item[] = [];
  const note = (act: () => void): boolean => {
    try {
      act();
      return true;
    } catch (failure) {
      if (!(failure instanceof StatementFailure)) throw failure;
      diagnostics.push(failure.diagnostic);
      return false;
    }
  };
  const readItem = (): void => {
    items.push(parseItem(cursor, beginItem(cursor)));
  };
  while (!cursor.sees('}') && cursor.peek().kind !== 'end' && !surelyStartsStatement(cursor)) {
    if (!note(readItem)) skipLine(cursor);
  }
  const closed = cursor.sees('}');
  const closingComments = closed ? cursor.takeCommentsBefore() : [];
  note(() => cursor.take('}'));
  return { items, closingComments };
}

function skipLine(cursor: Cursor): void {
  if (cursor.peek().kind !== 'end' && !cursor.sees('}')) cursor.advance();
  while (cursor.peek().kind !== 'end' && !cursor.peek().startsLine && !cursor.sees('}')) cursor.advance();
}
