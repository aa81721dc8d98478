import { Cursor, StatementFailure } from './cursor.ts';
import { errorAt, type Diagnostic } from '#core/language/diagnostic.ts';
import { lex } from './lex.ts';
import type { Grammar } from '#core/language/grammar.ts';
import { claimKinds, requirementKinds } from '#core/language/kinds.ts';
import { parseAttack } from './parse-attack.ts';
import type { ItemPlace } from './parse-block.ts';
import { parseClaim, parseRefines } from './parse-claim.ts';
import { parseElement, startsElement } from './parse-element.ts';
import { parsePhase } from './parse-phase.ts';
import { parseSources } from './parse-source.ts';
import { openingWords, startsStatement } from './statement-start.ts';
import type { QuotedText, Statement, SyntaxTree } from '#core/language/syntax.ts';

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
      statements.push(parseStatement(cursor, grammar, diagnostics));
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

function parseStatement(
  cursor: Cursor,
  { claims, capabilities }: Grammar,
  diagnostics: Diagnostic[],
): Statement {
  cursor.begin();
  const first = cursor.peek();
  if (!first.startsLine) cursor.fail('new line');
  const position = cursor.position;
  const place = (): ItemPlace => ({
    comments: cursor.takeComments(position),
    spaced: first.spaced,
    span: { start: first.span.start, end: cursor.previousEnd },
  });
  if (startsElement(cursor)) {
    const element = parseElement(cursor);
    return { kind: 'element', ...element, ...place() };
  }
  const word = first.kind === 'name' ? first.text : '';
  switch (word) {
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
      const sources = parseSources(cursor);
      return { kind: 'entity', name, label, sources, ...place() };
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
      const before = parseOwner(cursor);
      const sources = parseSources(cursor);
      const owner = before ?? parseOwner(cursor);
      return { kind: 'requirement', name, requirementKind, text, owner, sources, ...place() };
    }
    case 'confidentiality':
    case 'integrity': {
      const property = cursor.takeWord(['confidentiality', 'integrity']);
      const element = cursor.takeName('element');
      cursor.take(':');
      const entities = cursor.accept('none') ? [] : cursor.takeNames('entity');
      const refines = parseRefines(cursor);
      const sources = parseSources(cursor);
      return { kind: 'tick', property, element, entities, refines, sources, ...place() };
    }
    case 'attack': {
      const attack = parseAttack(cursor, capabilities, diagnostics);
      return { kind: 'attack', ...attack, ...place() };
    }
    default: {
      const kind = claimKinds.find((each) => each === word);
      if (kind !== undefined) return { ...parseClaim(cursor, kind, claims[kind]), ...place() };
      return cursor.fail('statement', cursor.nearest(openingWords));
    }
  }
}

/** Reads `owner "organisation"`, which stands on either side of the source; null where there is no such clause. */
function parseOwner(cursor: Cursor): QuotedText | null {
  return cursor.accept('owner') ? cursor.takeText() : null;
}
