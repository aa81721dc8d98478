import { VerifpalFailure, type VerifpalFailureCode } from '#core/interchange/verifpal/failure.ts';
import { primitives, takesCapability, type Primitive } from '#core/interchange/verifpal/primitives.ts';
import type { Expression, Model, PrimitiveCall, Statement } from '#core/interchange/verifpal/syntax.ts';
import { TheoryBuilder } from '#core/interchange/verifpal/theory.ts';

/** Checks every call of a model against its primitive. */
export function primitiveFailures(model: Model): readonly VerifpalFailure[] {
  const phases = model.parts.flatMap((part) => (part.kind === 'phase' ? [part.phase] : []));
  const last = Math.max(0, ...phases);
  return assignments(model).flatMap(({ expression, targets }) => {
    if (expression.kind === 'primitive') {
      return [...failuresOf(expression, targets.length), ...capabilityFailures(expression, last)];
    }
    return [new VerifpalFailure(expression.span, 'verifpal-copy', expression.name)];
  });
}

/** Gathers the theory that the calls of a model need. The model has passed {@link primitiveFailures}. */
export function gatherTheory(model: Model): TheoryBuilder {
  const theory = new TheoryBuilder();
  const use = (expression: Expression, outputs: number): void => {
    if (expression.kind === 'constant') return;
    theory.use(expression.name, expression.args.length, outputs);
    for (const argument of expression.args) use(argument, 1);
  };
  for (const { expression, targets } of assignments(model)) use(expression, targets.length);
  return theory;
}

/** The primitive that a call is of. Throws {@link VerifpalFailure} when there is none of that name. */
export function primitiveOf(call: PrimitiveCall): Primitive {
  const primitive = primitives.get(call.name);
  if (primitive === undefined) throw new VerifpalFailure(call.span, 'verifpal-unknown-primitive', call.name);
  return primitive;
}

function assignments(model: Model): readonly Extract<Statement, { kind: 'assignment' }>[] {
  return model.parts
    .flatMap((part) => (part.kind === 'principal' ? part.statements : []))
    .filter((statement) => statement.kind === 'assignment');
}

// `outputs`: how many results are named; null for an argument.
function failuresOf(expression: Expression, outputs: number | null): readonly VerifpalFailure[] {
  const { name, span } = expression;
  const found: VerifpalFailure[] = [];
  const fail = (code: VerifpalFailureCode): number => found.push(new VerifpalFailure(span, code, name));
  if (expression.kind === 'constant') {
    return found;
  }
  const { args, checked } = expression;
  for (const argument of args) {
    for (const failure of failuresOf(argument, null)) found.push(failure);
    if (argument.kind === 'primitive' && (primitives.get(argument.name)?.leastOutputs ?? 1) > 1) {
      found.push(new VerifpalFailure(argument.span, 'verifpal-several-results', argument.name));
    }
  }
  const primitive = primitives.get(name);
  if (primitive === undefined) {
    fail('verifpal-unknown-primitive');
    return found;
  }
  const [least, most] = primitive.arguments;
  if (args.length < least || args.length > most) fail('verifpal-argument-count');
  if (outputs !== null && (outputs < primitive.leastOutputs || outputs > primitive.outputs))
    fail('verifpal-output-count');
  if (checked && primitive.kind !== 'destructor') fail('verifpal-not-checkable');
  return found;
}

// What is wrong with the annotations of a call, and of those in it.
function capabilityFailures(expression: Expression, lastPhase: number): readonly VerifpalFailure[] {
  if (expression.kind === 'constant') return [];
  const primitive = primitives.get(expression.name);
  const own = expression.capabilities.flatMap(({ kind, fromPhase, span }, index) => {
    const isRepeated = expression.capabilities.findIndex((other) => other.kind === kind) < index;
    if (primitive !== undefined && !takesCapability(primitive, kind)) {
      return [new VerifpalFailure(span, 'verifpal-capability-not-for-primitive', kind)];
    }
    if (isRepeated) return [new VerifpalFailure(span, 'verifpal-capability-twice', kind)];
    return fromPhase > lastPhase ? [new VerifpalFailure(span, 'verifpal-capability-never', kind)] : [];
  });
  return [...own, ...expression.args.flatMap((argument) => capabilityFailures(argument, lastPhase))];
}
