import { StatementFailure, type Cursor } from './cursor.ts';
import { errorAt, replaceAt } from '#core/language/diagnostic.ts';
import { nearestName } from '#core/language/nearest-name.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import type { Token } from '#core/language/token.ts';
import { isPrimitiveName, primitiveNames, theory, type PrimitiveName } from '#core/terms/theory.ts';

/** How deep terms may be nested: deeper than any protocol, shallow enough for every recursive visitor. */
const maximumTermDepth = 64;

/** Reads one or more terms with commas between them; more than one make a tuple. */
export function parseTermList(cursor: Cursor, depth = 0): TermExpression {
  const start = cursor.peek().span.start;
  const first = parseTerm(cursor, depth);
  if (!cursor.sees(',')) return first;
  const parts = [first];
  while (cursor.accept(',')) parts.push(parseTerm(cursor, depth));
  return { kind: 'tuple', parts, span: { start, end: cursor.previousEnd } };
}

function parseTerm(cursor: Cursor, depth: number): TermExpression {
  const token = cursor.peek();
  if (depth > maximumTermDepth) throw new StatementFailure(errorAt(token.span, 'term-too-deep'));
  if (cursor.accept('(')) {
    const inner = parseTermList(cursor, depth + 1);
    cursor.take(')');
    return { ...inner, span: { start: token.span.start, end: cursor.previousEnd } };
  }
  if (cursor.sees('pk') || cursor.sees('sk')) return parseKeyHalf(cursor);
  const next = cursor.peek(1);
  if (token.kind === 'name' && !next.startsLine && (next.text === '[' || next.text === '(')) {
    if (isPrimitiveName(token.text)) return parseApplication(cursor, token.text, depth);
    if (next.kind === 'punctuation') {
      throw unknownPrimitive(token);
    }
  }
  const name = cursor.takeName('term');
  return { kind: 'name', name: name.name, span: name.span };
}

/** Takes the name of a primitive. */
export function takePrimitive(cursor: Cursor): PrimitiveName {
  const name = primitiveNames.find((each) => cursor.accept(each));
  if (name !== undefined) return name;
  const token = cursor.peek();
  if (token.kind !== 'name') return cursor.fail(primitiveNames.join(' / '));
  throw unknownPrimitive(token);
}

function unknownPrimitive(token: Token): StatementFailure {
  const values = { name: token.text, primitives: primitiveNames.join(', ') };
  const nearest = nearestName(token.text, primitiveNames);
  const fix = nearest === null ? null : replaceAt(token.span, nearest);
  return new StatementFailure({ ...errorAt(token.span, 'unknown-primitive', values), fix });
}

/** Takes `pk(PAIR)` or `sk(PAIR)`. */
export function parseKeyHalf(cursor: Cursor): Extract<TermExpression, { readonly kind: 'key-half' }> {
  const word = cursor.advance();
  cursor.take('(');
  const pair = cursor.takeName('key pair');
  cursor.take(')');
  return {
    kind: 'key-half',
    half: word.text === 'pk' ? 'public' : 'private',
    pair,
    span: { start: word.span.start, end: cursor.previousEnd },
  };
}

function parseApplication(cursor: Cursor, primitive: PrimitiveName, depth: number): TermExpression {
  const word = cursor.advance();
  const row = theory[primitive];
  const bracket = cursor.sees('[');
  if (bracket && row.key === 'none') {
    throw new StatementFailure(errorAt(word.span, 'primitive-takes-no-key', { name: primitive }));
  }
  if (!bracket && row.key !== 'none') {
    throw new StatementFailure(errorAt(word.span, 'primitive-needs-key', { name: primitive }));
  }
  let key: TermExpression | null = null;
  if (cursor.accept('[')) {
    key = parseTermList(cursor, depth + 1);
    cursor.take(']');
  }
  cursor.take('(');
  const content = parseTermList(cursor, depth + 1);
  let associated: TermExpression | null = null;
  if (cursor.sees(';')) {
    if (!row.associated) {
      throw new StatementFailure(errorAt(cursor.peek().span, 'associated-data-refused', { name: primitive }));
    }
    cursor.advance();
    associated = parseTermList(cursor, depth + 1);
  }
  cursor.take(')');
  const span = { start: word.span.start, end: cursor.previousEnd };
  return { kind: 'apply', primitive, key, content, associated, span };
}
