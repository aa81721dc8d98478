import { Cursor, StatementFailure } from '#core/language/cursor.ts';
import { errorAt, type Diagnostic } from '#core/language/diagnostic.ts';
import { lex } from '#core/language/lex.ts';
import { requirementKinds } from '#core/language/model.ts';
import { parseElement, parseSource, startsElement } from '#core/language/parse-element.ts';
import { parsePhase } from '#core/language/parse-phase.ts';
import type { Identifier, Statement, SyntaxTree } from '#core/language/syntax.ts';

/** The longest text that is parsed, in UTF-16 units: far above any model, and a bound on time and memory. */
const maximumTextLength = 4_000_000;

/** What a text says, as far as it can be read, and what is wrong with its syntax. */
export interface ParsedText {
  readonly tree: SyntaxTree;
  readonly diagnostics: readonly Diagnostic[];
}

const topLevelWords: ReadonlySet<string> = new Set([
  'protocol',
  'entity',
  'phase',
  'requirement',
  'confidentiality',
  'integrity',
]);

function startsTopLevel(cursor: Cursor): boolean {
  const token = cursor.peek();
  return (
    token.startsLine && token.kind === 'name' && (topLevelWords.has(token.text) || startsElement(cursor))
  );
}

/**
 * Parses a model's text. Never throws: a statement that cannot be read gives a diagnostic, and reading goes
 * on at the next line that begins one.
 */
export function parse(text: string): ParsedText {
  if (text.length > maximumTextLength) {
    const span = { start: maximumTextLength, end: text.length };
    return {
      tree: { statements: [], closingComments: [] },
      diagnostics: [errorAt(span, 'text-too-long', { maximum: maximumTextLength })],
    };
  }
  const cursor = new Cursor(lex(text));
  const statements: Statement[] = [];
  const diagnostics: Diagnostic[] = [];
  while (cursor.peek().kind !== 'end') {
    const begin = cursor.position;
    try {
      statements.push(parseStatement(cursor, diagnostics));
    } catch (failure) {
      if (!(failure instanceof StatementFailure)) throw failure;
      diagnostics.push(failure.diagnostic);
      // What was wrong may be the missing end of a line: the next statement is not to be lost with it.
      if (cursor.position === begin) cursor.advance();
      while (cursor.peek().kind !== 'end' && !startsTopLevel(cursor)) cursor.advance();
    }
  }
  const closingComments = cursor.takeCommentsBefore();
  return { tree: { statements, closingComments }, diagnostics };
}

function parseStatement(cursor: Cursor, diagnostics: Diagnostic[]): Statement {
  const first = cursor.peek();
  if (!first.startsLine) cursor.fail('new line');
  const position = cursor.position;
  const place = (): { comments: readonly string[]; span: { start: number; end: number } } => ({
    comments: cursor.takeComments(position),
    span: { start: first.span.start, end: cursor.previousEnd },
  });
  if (startsElement(cursor)) {
    const element = parseElement(cursor);
    return { kind: 'element', ...element, ...place() };
  }
  switch (first.kind === 'name' ? first.text : '') {
    case 'protocol': {
      cursor.advance();
      const name = cursor.takeName('name');
      const label = cursor.acceptText();
      return { kind: 'protocol', name, label, ...place() };
    }
    case 'entity': {
      cursor.advance();
      const name = cursor.takeName('name');
      const label = cursor.acceptText();
      const source = parseSource(cursor);
      return { kind: 'entity', name, label, source, ...place() };
    }
    case 'phase': {
      const phase = parsePhase(cursor, diagnostics);
      return { kind: 'phase', ...phase, ...place() };
    }
    case 'requirement': {
      cursor.advance();
      const name = cursor.takeName('name');
      const requirementKind = cursor.takeWord(requirementKinds);
      const text = cursor.takeText();
      const source = parseSource(cursor);
      return { kind: 'requirement', name, requirementKind, text, source, ...place() };
    }
    case 'confidentiality':
    case 'integrity': {
      const property = cursor.takeWord(['confidentiality', 'integrity']);
      const element = cursor.takeName('element');
      cursor.take(':');
      const entities = cursor.accept('none') ? [] : cursor.takeNames('entity');
      const refines: readonly Identifier[] = cursor.accept('refines') ? cursor.takeNames('requirement') : [];
      return { kind: 'tick', property, element, entities, refines, ...place() };
    }
    default:
      return cursor.fail('statement');
  }
}
