import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import { lexVerifpal } from '#core/interchange/verifpal/lex.ts';
import { parseExpression } from '#core/interchange/verifpal/parse-expression.ts';
import { primitives } from '#core/interchange/verifpal/primitives.ts';
import { parseQueries } from '#core/interchange/verifpal/parse-query.ts';
import type { Model, Name, Part, QuerySyntax, Statement } from '#core/interchange/verifpal/syntax.ts';
import { VerifpalCursor } from '#core/interchange/verifpal/token-cursor.ts';

/** The longest model that is read, in UTF-16 units. */
const maximumTextLength = 1_000_000;

/** Words that no constant and no principal is called. */
const reservedWords: ReadonlySet<string> = new Set([
  'attacker',
  'principal',
  'phase',
  'queries',
  'knows',
  'generates',
  'leaks',
  'nil',
  'scenarios',
]);

/** What else no constant is called: the language's other words and the names of its primitives. */
const reservedForConstants: ReadonlySet<string> = new Set([
  ...reservedWords,
  ...['active', 'passive', 'public', 'private', 'password', 'precondition', 'primitive', 'g'],
  ...['confidentiality', 'authentication', 'freshness', 'unlinkability', 'equivalence'],
  ...[...primitives.keys()].map((name) => name.toLowerCase()),
]);

/** How no constant's name begins. */
const reservedBeginnings = ['attacker', 'unnamed'];

/** Parses a Verifpal model. Throws {@link VerifpalFailure} at the first thing that cannot be read. */
export function parseVerifpal(text: string): Model {
  if (text.length > maximumTextLength) {
    const span = { start: maximumTextLength, end: text.length };
    throw new VerifpalFailure(span, 'verifpal-text-too-long');
  }
  const cursor = new VerifpalCursor(lexVerifpal(text));
  cursor.take('attacker');
  cursor.take('[');
  const attacker = cursor.takeWord(['active', 'passive']);
  cursor.take(']');
  const parts: Part[] = [];
  let queries: readonly QuerySyntax[] = [];
  while (!cursor.isAtEnd()) {
    if (cursor.sees('scenarios') && cursor.sees('[', 1)) {
      throw new VerifpalFailure(cursor.peek().span, 'verifpal-scenarios', cursor.peek().text);
    }
    if (cursor.sees('queries') && cursor.sees('[', 1)) {
      queries = parseQueries(cursor, text);
      if (!cursor.isAtEnd()) cursor.fail();
    } else parts.push(parsePart(cursor));
  }
  return { attacker, parts, queries };
}

function parsePart(cursor: VerifpalCursor): Part {
  const { span } = cursor.peek();
  if (cursor.accept('principal')) {
    const principal = own(cursor.takePrincipal());
    cursor.take('[');
    const statements: Statement[] = [];
    while (!cursor.accept(']')) statements.push(parseStatement(cursor));
    return { kind: 'principal', principal, statements };
  }
  if (cursor.sees('phase') && cursor.sees('[', 1)) {
    cursor.take('phase');
    cursor.take('[');
    const phase = cursor.takeNumber();
    cursor.take(']');
    return { kind: 'phase', phase, span };
  }
  const from = own(cursor.takePrincipal());
  cursor.take('->');
  const to = own(cursor.takePrincipal());
  cursor.take(':');
  const constants = [parseMessageConstant(cursor)];
  while (isContinued(cursor) && !cursor.sees('->', 1)) constants.push(parseMessageConstant(cursor));
  return { kind: 'message', from, to, constants };
}

function parseMessageConstant(cursor: VerifpalCursor): Name & { readonly guarded: boolean } {
  const guarded = cursor.accept('[');
  const name = takeOwnConstant(cursor);
  if (guarded) cursor.take(']');
  return { ...name, guarded };
}

function parseStatement(cursor: VerifpalCursor): Statement {
  const { start } = cursor.peek().span;
  if (cursor.accept('knows')) {
    const qualifier = cursor.takeWord(['private', 'public', 'password']);
    return { kind: 'knows', qualifier, names: takeOwnConstants(cursor) };
  }
  if (cursor.accept('generates')) return { kind: 'generates', names: takeOwnConstants(cursor) };
  if (cursor.accept('leaks')) return { kind: 'leaks', names: takeOwnConstants(cursor) };
  const targets: (Name | null)[] = [];
  do {
    targets.push(parseTarget(cursor));
    cursor.accept(',');
  } while (!cursor.accept('='));
  const expression = parseExpression(cursor);
  const span = { start, end: cursor.previousEnd };
  cursor.accept(',');
  return { kind: 'assignment', targets, expression, span };
}

function parseTarget(cursor: VerifpalCursor): Name | null {
  return cursor.accept('_') ? null : takeOwnConstant(cursor);
}

function takeOwnConstants(cursor: VerifpalCursor): readonly Name[] {
  const names = [takeOwnConstant(cursor)];
  while (isContinued(cursor)) names.push(takeOwnConstant(cursor));
  return names;
}

// Whether a list goes on, its comma taken; on the same line commas may be left out.
function isContinued(cursor: VerifpalCursor): boolean {
  const comma = cursor.accept(',');
  const { kind, text, first } = cursor.peek();
  if (first ? !comma || isAssignment(cursor) : !comma && isAssignment(cursor)) return false;
  return cursor.sees('[') || (kind === 'name' && !reservedWords.has(text.toLowerCase()));
}

function isAssignment(cursor: VerifpalCursor): boolean {
  let ahead = 1;
  while (cursor.sees(',', ahead)) ahead += 2;
  return cursor.sees('=', ahead);
}

function takeOwnConstant(cursor: VerifpalCursor): Name {
  const constant = own(cursor.takeConstant());
  const name = constant.name.toLowerCase();
  if (reservedForConstants.has(name) || reservedBeginnings.some((beginning) => name.startsWith(beginning))) {
    throw new VerifpalFailure(constant.span, 'verifpal-reserved-name', constant.name);
  }
  return constant;
}

function own(name: Name): Name {
  if (reservedWords.has(name.name.toLowerCase())) {
    throw new VerifpalFailure(name.span, 'verifpal-reserved-name', name.name);
  }
  return name;
}
