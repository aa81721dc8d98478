import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import { lexVerifpal } from '#core/interchange/verifpal/lex.ts';
import { parseExpression } from '#core/interchange/verifpal/parse-expression.ts';
import { parseQueries } from '#core/interchange/verifpal/parse-query.ts';
import type { Model, Name, Part, QuerySyntax, Statement } from '#core/interchange/verifpal/syntax.ts';
import { TokenCursor } from '#core/interchange/verifpal/token-cursor.ts';

/** The longest model that is read, in UTF-16 units. */
const maximumTextLength = 1_000_000;

const reservedNames: ReadonlySet<string> = new Set([
  'attacker',
  'principal',
  'phase',
  'queries',
  'knows',
  'generates',
  'leaks',
  'nil',
]);

/** Parses a Verifpal model. Throws {@link VerifpalFailure} at the first thing that cannot be read. */
export function parseVerifpal(text: string): Model {
  if (text.length > maximumTextLength) {
    const span = { start: maximumTextLength, end: text.length };
    throw new VerifpalFailure(span, 'verifpal-text-too-long');
  }
  const cursor = new TokenCursor(lexVerifpal(text));
  cursor.take('attacker');
  cursor.take('[');
  const attacker = cursor.takeWord(['active', 'passive']);
  cursor.take(']');
  const parts: Part[] = [];
  let queries: readonly QuerySyntax[] = [];
  while (cursor.peek().kind !== 'end') {
    if (cursor.sees('queries') && cursor.peek(1).text === '[') {
      queries = parseQueries(cursor, text);
      if (cursor.peek().kind !== 'end') cursor.fail();
    } else parts.push(parsePart(cursor));
  }
  return { attacker, parts, queries };
}

function parsePart(cursor: TokenCursor): Part {
  const { span } = cursor.peek();
  if (cursor.accept('principal')) {
    const principal = takeOwnName(cursor);
    cursor.take('[');
    const statements: Statement[] = [];
    while (!cursor.accept(']')) statements.push(parseStatement(cursor));
    return { kind: 'principal', principal, statements };
  }
  if (cursor.sees('phase') && cursor.peek(1).text === '[') {
    cursor.take('phase');
    cursor.take('[');
    const phase = cursor.takeNumber();
    cursor.take(']');
    return { kind: 'phase', phase, span };
  }
  const from = takeOwnName(cursor);
  cursor.take('->');
  const to = takeOwnName(cursor);
  cursor.take(':');
  const constants = [parseMessageConstant(cursor)];
  while (cursor.accept(',')) constants.push(parseMessageConstant(cursor));
  return { kind: 'message', from, to, constants };
}

function parseMessageConstant(cursor: TokenCursor): Name & { readonly guarded: boolean } {
  const guarded = cursor.accept('[');
  const name = takeOwnName(cursor);
  if (guarded) cursor.take(']');
  return { ...name, guarded };
}

function parseStatement(cursor: TokenCursor): Statement {
  const { start } = cursor.peek().span;
  if (cursor.accept('knows')) {
    const qualifier = cursor.takeWord(['private', 'public', 'password']);
    return { kind: 'knows', qualifier, names: takeOwnNames(cursor) };
  }
  if (cursor.accept('generates')) return { kind: 'generates', names: takeOwnNames(cursor) };
  if (cursor.accept('leaks')) return { kind: 'leaks', names: takeOwnNames(cursor) };
  const targets = [parseTarget(cursor)];
  while (cursor.accept(',')) targets.push(parseTarget(cursor));
  cursor.take('=');
  const expression = parseExpression(cursor);
  return { kind: 'assignment', targets, expression, span: { start, end: cursor.previousEnd } };
}

function parseTarget(cursor: TokenCursor): Name | null {
  return cursor.accept('_') ? null : takeOwnName(cursor);
}

function takeOwnNames(cursor: TokenCursor): readonly Name[] {
  const names = [takeOwnName(cursor)];
  while (cursor.accept(',')) names.push(takeOwnName(cursor));
  return names;
}

function takeOwnName(cursor: TokenCursor): Name {
  const name = cursor.takeName();
  if (reservedNames.has(name.name)) {
    throw new VerifpalFailure(name.span, 'verifpal-reserved-name', name.name);
  }
  return name;
}
