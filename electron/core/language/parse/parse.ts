import { Cursor, StatementFailure } from './cursor.ts';
import { errorAt, type Diagnostic } from '#core/language/diagnostic.ts';
import { lex } from './lex.ts';
import type { Grammar } from '#core/language/grammar.ts';
import { parseStatement } from './parse-statement.ts';
import { startsStatement } from './statement-start.ts';
import type { Statement, SyntaxTree } from '#core/language/syntax.ts';

/** The longest text that is parsed, in UTF-16 units: far above any model, and a bound on time and memory. */
const maximumTextLength = 4_000_000;

/** The syntax tree of a text, as far as it can be read, and the errors in its syntax. */
export interface ParsedText {
  readonly tree: SyntaxTree;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses a model's text. Never throws: a statement that cannot be read gives a diagnostic, and reading goes
 * on at the next line that begins one.
 */
export function parse(text: string, grammar: Grammar): ParsedText {
  if (text.length > maximumTextLength) {
    const span = { start: maximumTextLength, end: text.length };
    return {
      tree: { statements: [], closingComments: [] },
      diagnostics: [errorAt(span, 'text-too-long', { maximum: maximumTextLength })],
    };
  }
  return parseStatements(new Cursor(lex(text)), grammar);
}

/** Reads the statements of a text, as {@link parse} does, from where the cursor stands to the end. */
export function parseStatements(cursor: Cursor, grammar: Grammar): ParsedText {
  const statements: Statement[] = [];
  const diagnostics: Diagnostic[] = [];
  while (cursor.peek().kind !== 'end') {
    const begin = cursor.position;
    try {
      statements.push(parseStatement(cursor, { grammar, diagnostics }));
    } catch (failure) {
      if (!(failure instanceof StatementFailure)) throw failure;
      diagnostics.push(failure.diagnostic);
      // What was wrong may be the missing end of a line: the next statement is not to be lost with it.
      if (cursor.position === begin) cursor.advance();
      while (cursor.peek().kind !== 'end' && !startsStatement(cursor)) cursor.advance();
    }
  }
  const closingComments = cursor.takeCommentsBefore();
  return { tree: { statements, closingComments }, diagnostics };
}
