import fc from 'fast-check';
import type { Term } from '#core/kernel/proof/term.ts';
import { Work } from '#core/kernel/proof/work.ts';
import type { FunctionSymbol } from '#core/protocol/theory.ts';

export const work = new Work(Number.POSITIVE_INFINITY, () => false);
const plain = { transparent: false, private: false, exponential: false, sort: 'any' };
const exp: FunctionSymbol = { ...plain, name: 'exp', arity: 2, exponential: true };
export const pair: FunctionSymbol = { ...plain, name: 'pair', arity: 2 };
export const key: FunctionSymbol = { ...plain, name: 'key', arity: 1, sort: 'nonce' };
export const constant = (name: string, sort = 'any'): Term => ({ kind: 'constant', name, sort, args: [] });
export const apply = (symbol: FunctionSymbol, ...args: readonly Term[]): Term => ({
  kind: 'apply',
  symbol,
  args,
});
export const variable = (number: number, sort = 'any'): Term => ({ kind: 'variable', number, sort });
export const g = constant('generator');
export const [a, b, n] = [constant('a'), constant('b'), constant('n', 'nonce')];
export const power = (base: Term, exponent: Term): Term => apply(exp, base, exponent);

const leaves = fc.constantFrom(g, a, b, n);
function terms(atoms: fc.Arbitrary<Term>, depth: number): fc.Arbitrary<Term> {
  if (depth === 0) return atoms;
  const inner = terms(atoms, depth - 1);
  return fc.oneof(
    atoms,
    fc.tuple(inner, inner).map(([one, other]) => apply(pair, one, other)),
    fc.tuple(inner, inner).map(([one, other]) => power(one, other)),
    fc.tuple(inner, inner).map(([one, other]) => power(power(g, one), other)),
    inner.map((each) => apply(key, each)),
  );
}
export const ground = terms(leaves, 2);
export const open = terms(
  fc.oneof(leaves, fc.constantFrom(variable(1), variable(2), variable(3, 'nonce'))),
  2,
);
