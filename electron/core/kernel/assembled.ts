import { evaluate, matches, type Binding } from './pattern.ts';
import type { Value, ValueTable } from './value.ts';
import type { Message, Sort } from '#core/protocol/message.ts';

/** What a run knows when it waits for a message. */
export interface Awaiting {
  readonly binding: Binding;
  readonly sorts: ReadonlyMap<string, Sort>;
}

/** How many parts are compared with a pattern, for one message: what does not fit may be tried in many ways. */
const maximalCompared = 10_000;

type Fitting<Found> = Generator<readonly [found: Found, binding: Binding]>;

/**
 * The messages that fit a pattern and are put together of what the run knows already, of what stands in the same place of a
 * message that was sent in its stead (null where none was), and of other parts: in this order, so that the first
 * ones are closest to what was sent, and as far as some thousands of comparisons lead. Whether anybody can make them is left to the replay.
 */
export function* assembled(
  pattern: Message,
  instead: Value | null,
  { binding, sorts }: Awaiting,
  parts: ReadonlySet<Value>,
  table: ValueTable,
): Generator<Value> {
  let compared = 0;

  function* fitting(message: Message, sent: Value | null, bound: Binding): Fitting<Value> {
    const known = evaluate(message, bound, table);
    if (known !== null) {
      yield [known, bound];
      return;
    }
    for (const part of sent === null ? parts : new Set([sent, ...parts])) {
      compared += 1;
      if (compared > maximalCompared) return;
      for (const more of matches(message, part, bound, sorts, table)) yield [part, more];
    }
    if (message.kind !== 'apply' || compared > maximalCompared) return;
    const alike = sent?.kind === 'apply' && sent.name === message.symbol ? sent.args : [];
    for (const [args, more] of fittingAll(message.args, alike, bound)) {
      const whole = table.apply(message.symbol, args);
      if (whole !== null) yield [whole, more];
    }
  }

  function* fittingAll(
    messages: readonly Message[],
    sent: readonly Value[],
    bound: Binding,
  ): Fitting<readonly Value[]> {
    const [[first, ...others], [itself, ...rest]] = [messages, sent];
    if (first === undefined) {
      yield [[], bound];
      return;
    }
    for (const [value, more] of fitting(first, itself ?? null, bound)) {
      for (const [values, last] of fittingAll(others, rest, more)) yield [[value, ...values], last];
    }
  }

  for (const [value] of fitting(pattern, instead, binding)) yield value;
}

/** All parts of values, and the values themselves. */
export function partsOf(values: Iterable<Value>): ReadonlySet<Value> {
  const found = new Set<Value>();
  const visit = (value: Value): void => {
    if (found.has(value)) return;
    found.add(value);
    value.args.forEach(visit);
  };
  for (const value of values) visit(value);
  return found;
}
