import { largest } from '#core/largest.ts';
import { partsOf, type TermExpression } from '#core/language/syntax.ts';
import { tally, tallyOf, type Tally } from '#core/tally.ts';
import { primitiveNames, type PrimitiveName } from '#core/terms/theory.ts';

/** How often each primitive is applied. */
export type OperationCounts = Tally<PrimitiveName>;

/**
 * How often each primitive is applied in expressions, as they are written: a derived key that is called by its name
 * was made where it is derived, and what is forwarded unread counts in each message that it stands in.
 */
export function operationsIn(expressions: readonly TermExpression[]): OperationCounts {
  const applied: PrimitiveName[] = [];
  const visit = (expression: TermExpression): void => {
    if (expression.kind === 'apply') applied.push(expression.primitive);
    partsOf(expression).forEach(visit);
  };
  expressions.forEach(visit);
  return tally(primitiveNames, applied);
}

/** The sum of counts, primitive by primitive. */
export function sumOfOperations(all: readonly OperationCounts[]): OperationCounts {
  return tallyOf(primitiveNames, (name) => all.reduce((sum, counts) => sum + counts[name], 0));
}

/** How many operations there are, of whatever primitive. */
export function totalOperations(counts: OperationCounts): number {
  return primitiveNames.reduce((sum, name) => sum + counts[name], 0);
}

/** How many primitives stand within each other at the deepest place of an expression; zero where there is none. */
export function nestingDepth(expression: TermExpression): number {
  const deepest = largest(partsOf(expression).map(nestingDepth));
  return expression.kind === 'apply' ? deepest + 1 : deepest;
}
