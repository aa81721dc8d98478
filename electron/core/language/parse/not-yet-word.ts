import { errorAt, type Diagnostic } from '#core/language/diagnostic.ts';
import { notYetIn, type NotYetPlace } from '#core/language/not-yet.ts';
import { reservedWords } from '#core/language/token.ts';
import { StatementFailure, type Cursor } from './cursor.ts';

/** Gives up the statement where a word stands next that the language has not got yet. */
export function refuseNotYet(cursor: Cursor, place: NotYetPlace): void {
  const found = foundAt(cursor, place);
  if (found !== null) throw new StatementFailure(found.diagnostic);
}

/**
 * Takes the words that stand next where the language has not got them yet, and reports them to `diagnostics`, so that
 * nothing else is refused because of them. Tells whether there were any.
 */
export function passNotYet(cursor: Cursor, place: NotYetPlace, diagnostics: Diagnostic[]): boolean {
  const found = foundAt(cursor, place);
  if (found === null) return false;
  diagnostics.push(found.diagnostic);
  const end = cursor.position + found.length;
  while (cursor.position < end) cursor.advance();
  return true;
}

/** As {@link passNotYet}, in a line that can end here: what follows on the line goes with the words. */
export function passNotYetToLineEnd(cursor: Cursor, place: NotYetPlace, diagnostics: Diagnostic[]): void {
  if (cursor.peek().startsLine || !passNotYet(cursor, place, diagnostics)) return;
  while (!cursor.isAtEnd() && !cursor.peek().startsLine && !cursor.sees('}')) cursor.advance();
}

/** As {@link passNotYet}, where a name is expected: the word is one only if another name follows it on its line. */
export function passNotYetBeforeName(cursor: Cursor, place: NotYetPlace, diagnostics: Diagnostic[]): void {
  const next = cursor.peek(1);
  const isName = next.kind === 'name' && !next.startsLine && !goesOn.has(next.text);
  if (isName) passNotYet(cursor, place, diagnostics);
}

// What a declaration can go on with behind a name.
const goesOn: ReadonlySet<string> = new Set([...reservedWords, 'high', 'low']);

function foundAt(
  cursor: Cursor,
  place: NotYetPlace,
): { readonly diagnostic: Diagnostic; readonly length: number } | null {
  const [token, next] = [cursor.peek(), cursor.peek(1)];
  const found = token.kind === 'name' ? notYetIn(place, token.text, next.text) : null;
  if (found === null) return null;
  const length = found.word === token.text ? 1 : 2;
  const end = length === 1 ? token.span.end : next.span.end;
  return { diagnostic: errorAt({ start: token.span.start, end }, 'not-yet', { ...found }), length };
}
