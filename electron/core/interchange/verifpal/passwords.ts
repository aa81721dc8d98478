import type { Message } from '#core/protocol/message.ts';
import type { Deduction, FunctionSymbol } from '#core/protocol/theory.ts';

/** The symbol for a value of which the attacker can tell whether a guess for it is right. */
const tested = 'tested';

const variable = (name: string): Message => ({ kind: 'variable', name });
const test = (message: Message): Message => ({ kind: 'apply', symbol: tested, args: [message] });

/**
 * Guessing: whoever has a value and, at every level, all that stands beside a password in it can try
 * passwords until the value comes out. `PW_HASH` is too slow to be tried (Verifpal manual, "Passwords"). The
 * deductions go down into the values that the attacker has, one level at a time.
 */
export function guessing(
  passwords: readonly string[],
  symbols: ReadonlyMap<string, FunctionSymbol>,
): { readonly symbols: readonly FunctionSymbol[]; readonly deductions: readonly Deduction[] } {
  if (passwords.length === 0) return { symbols: [], deductions: [] };
  const deductions: Deduction[] = [];
  const deduce = (name: string, premises: readonly Message[], conclusion: Message): number =>
    deductions.push({ name, use: 'analysis', premises, conclusion, fromPhase: 0 });
  for (const symbol of symbols.values()) {
    if (symbol.private || symbol.name.startsWith('PW_HASH')) continue;
    const args = Array.from({ length: symbol.arity }, (_, index) => variable(`x${index + 1}`));
    const whole: Message = { kind: 'apply', symbol: symbol.name, args };
    args.forEach((part, index) => {
      const beside = args.filter((_, other) => other !== index);
      deduce(`tested in ${symbol.name}, place ${index + 1}`, [whole, ...beside], test(part));
      deduce(`tested within ${symbol.name}, place ${index + 1}`, [test(whole), ...beside], test(part));
    });
  }
  for (const name of passwords) {
    const password: Message = { kind: 'constant', name };
    deduce(`guessed ${name}`, [test(password)], password);
  }
  const symbol = { name: tested, arity: 1, transparent: false, private: true, exponential: false };
  return { symbols: [{ ...symbol, sort: 'any' }], deductions };
}
