import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import type { Capability, Expression, PrimitiveCall } from '#core/interchange/verifpal/syntax.ts';
import type { VerifpalCursor } from '#core/interchange/verifpal/token-cursor.ts';

/** The deepest nesting of calls that is read: a bound on the stack. */
const maximumDepth = 200;

const capabilityKinds = ['weak', 'forgeable', 'malleable'] as const;

/**
 * Reads `constant`, `PRIMITIVE[capabilities](arguments)?`, or the older notation for Diffie-Hellman values:
 * `G^exponent` and `base^exponent`, where the base may stand in parentheses.
 */
export function parseExpression(cursor: VerifpalCursor, depth = 0): Expression {
  if (depth > maximumDepth) throw new VerifpalFailure(cursor.peek().span, 'verifpal-too-deep');
  const { start } = cursor.peek().span;
  let base = parseOperand(cursor, depth);
  while (cursor.accept('^')) {
    const exponent = parseOperand(cursor, depth);
    const span = { start, end: cursor.previousEnd };
    const whole = { kind: 'primitive' as const, capabilities: [], checked: false, span };
    base = isGenerator(base)
      ? { ...whole, name: 'PUBKEY', args: [exponent] }
      : { ...whole, name: 'DH_KEX', args: [base, exponent] };
  }
  return base;
}

function isGenerator(expression: Expression): boolean {
  return expression.kind === 'constant' && expression.name.toLowerCase() === 'g';
}

function parseOperand(cursor: VerifpalCursor, depth: number): Expression {
  if (cursor.accept('(')) {
    const inner = parseExpression(cursor, depth + 1);
    cursor.take(')');
    return inner;
  }
  if (cursor.sees('[', 1) || cursor.sees('(', 1)) return parseCall(cursor, depth);
  return { kind: 'constant', ...cursor.takeConstant() };
}

function parseCall(cursor: VerifpalCursor, depth: number): PrimitiveCall {
  const { name: written, span: at } = cursor.takeName();
  const [name, start] = [written.toUpperCase(), at.start];
  const capabilities: Capability[] = [];
  if (cursor.accept('[')) {
    do capabilities.push(parseCapability(cursor));
    while (cursor.accept(','));
    cursor.take(']');
  }
  cursor.take('(');
  const args: Expression[] = [];
  while (!cursor.accept(')')) {
    args.push(parseExpression(cursor, depth + 1));
    cursor.accept(',');
  }
  const checked = cursor.accept('?');
  const span = { start, end: cursor.previousEnd };
  return { kind: 'primitive', name, capabilities, args, checked, span };
}

function parseCapability(cursor: VerifpalCursor): Capability {
  const { start } = cursor.peek().span;
  const kind = cursor.takeWord(capabilityKinds);
  let fromPhase = 0;
  if (cursor.accept('from')) {
    cursor.take('phase');
    fromPhase = cursor.takeNumber();
  }
  return { kind, fromPhase, span: { start, end: cursor.previousEnd } };
}
