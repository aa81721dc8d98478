import type { Value, ValueTable } from './value.ts';
import type { Message, Sort } from '#core/protocol/message.ts';
import { generator, type Rewrite } from '#core/protocol/theory.ts';

/** Values of variables; those of fresh names are under {@link freshName}. */
export type Binding = ReadonlyMap<string, Value>;

/** Where a fresh name of a run stands in a binding. */
export function freshName(name: string): string {
  return `fresh ${name}`;
}

/** The value of a message; null while a variable of it is not bound or the message is not well formed. */
export function evaluate(message: Message, binding: Binding, table: ValueTable): Value | null {
  switch (message.kind) {
    case 'variable':
      return binding.get(message.name) ?? null;
    case 'fresh':
      return binding.get(freshName(message.name)) ?? null;
    case 'constant':
      return table.constant(message);
    case 'apply': {
      const args: Value[] = [];
      for (const argument of message.args) {
        const value = evaluate(argument, binding, table);
        if (value === null) return null;
        args.push(value);
      }
      return table.apply(message.symbol, args);
    }
  }
}

/**
 * Every binding, extending the given one, under which the pattern is the value. More than one only where
 * exponents commute.
 */
export function matches(
  pattern: Message,
  value: Value,
  binding: Binding,
  sorts: ReadonlyMap<string, Sort>,
  table: ValueTable,
): readonly Binding[] {
  if (pattern.kind === 'variable') {
    const bound = binding.get(pattern.name);
    if (bound !== undefined) return bound === value ? [binding] : [];
    const sort = sorts.get(pattern.name) ?? 'any';
    if (sort !== 'any' && value.sort !== sort) return [];
    return [new Map([...binding, [pattern.name, value]])];
  }
  const known = evaluate(pattern, binding, table);
  if (known !== null) return known === value ? [binding] : [];
  if (pattern.kind !== 'apply') return [];
  return exponentOrders(value, table).flatMap((reading) => {
    if (reading.kind !== 'apply' || reading.name !== pattern.symbol) return [];
    let found: readonly Binding[] = [binding];
    pattern.args.forEach((argument, index) => {
      const part = reading.args[index];
      found = part === undefined ? [] : found.flatMap((each) => matches(argument, part, each, sorts, table));
    });
    return found;
  });
}

/** A value with its arguments as they can be read: both orders of two exponents of the generator. */
export function exponentOrders(
  value: Value,
  table: ValueTable,
): readonly Pick<Value, 'kind' | 'name' | 'args'>[] {
  const [base, exponent] = value.args;
  if (base === undefined || exponent === undefined || value.args.length !== 2) return [value];
  const [start, inner] = base.name === value.name ? base.args : [];
  if (start?.kind !== 'constant' || start.name !== generator.name || inner === undefined) return [value];
  const other = table.apply(value.name, [start, exponent]);
  // Only for the exponential symbol is the value made from the other order the same value.
  if (other === null || table.apply(value.name, [other, inner]) !== value) return [value];
  return [value, { kind: 'apply', name: value.name, args: [other, inner] }];
}

/** The result of the first rewrite of a destructor that applies to the arguments; null when none does. */
export function applyRewrites(
  rewrites: readonly Rewrite[],
  symbol: string,
  args: readonly Value[],
  table: ValueTable,
): Value | null {
  for (const rewrite of rewrites) {
    if (rewrite.symbol !== symbol || rewrite.args.length !== args.length) continue;
    let bindings: readonly Binding[] = [new Map()];
    rewrite.args.forEach((pattern, index) => {
      const value = args[index];
      bindings = bindings.flatMap((binding) =>
        value === undefined ? [] : matches(pattern, value, binding, new Map(), table),
      );
    });
    const [first] = bindings;
    const result = first === undefined ? null : evaluate(rewrite.result, first, table);
    if (result !== null) return result;
  }
  return null;
}
