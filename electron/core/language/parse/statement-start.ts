import type { Cursor } from './cursor.ts';
import { claimKinds, type ClaimKind } from '#core/language/kinds.ts';
import { elementWords, startsElement } from './parse-element.ts';
import type { Statement } from '#core/language/syntax.ts';
import { reservedWords } from '#core/language/token.ts';

/** The words that begin statements, those of elements and of claims apart. */
export type StatementWord =
  Exclude<Statement['kind'], 'tick' | 'element' | 'claim' | 'coincide'> | 'confidentiality' | 'integrity';

/** The words that begin statements, those of elements apart. */
const statementWords: ReadonlySet<string> = new Set([
  'protocol',
  'entity',
  'phase',
  'requirement',
  'confidentiality',
  'integrity',
  'attack',
  ...claimKinds,
] satisfies (StatementWord | ClaimKind)[]);

/** The words that begin statements. */
export const openingWords: readonly string[] = [...statementWords, ...elementWords];

/** True if the next token begins a statement, as far as one word can tell. */
export function startsStatement(cursor: Cursor): boolean {
  const token = cursor.peek();
  return (
    token.startsLine && token.kind === 'name' && (statementWords.has(token.text) || startsElement(cursor))
  );
}

/**
 * True if the next token begins a statement and can be nothing else, so that a block which is still open before it
 * lacks its closing brace.
 */
export function surelyStartsStatement(cursor: Cursor): boolean {
  return startsStatement(cursor) && reservedWords.has(cursor.peek().text);
}
