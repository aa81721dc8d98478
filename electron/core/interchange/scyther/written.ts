import { symbols } from '#core/interchange/scyther/algebra.ts';
import type { GroundMessage } from '#core/protocol/message.ts';

/** Writes an application as Scyther does: tuples in parentheses, what is encrypted in braces before its key. */
export function writeApplication(
  symbol: string,
  args: readonly string[],
  terms: readonly GroundMessage[],
): string | null {
  const [first = '', second = ''] = args;
  switch (symbol) {
    case symbols.pair:
      // A tuple is nested to the right.
      return `(${first}, ${inner(second, terms[1])})`;
    case symbols.asymmetric:
    case symbols.inverse:
    case symbols.symmetric:
      return `{${inner(first, terms[0])}}${second}`;
    default:
      return args.length === 1 ? `${symbol}(${inner(first, terms[0])})` : null;
  }
}

// A tuple without its parentheses; an abridged one has none.
function inner(written: string, term: GroundMessage | undefined): string {
  const isTuple = term?.kind === 'apply' && term.symbol === symbols.pair;
  return isTuple && written.startsWith('(') ? written.slice(1, -1) : written;
}
