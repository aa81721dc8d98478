import { describe, expect, test } from 'vitest';
import { Adversary } from '#core/kernel/adversary.ts';
import { ValueTable, type Value } from '#core/kernel/value.ts';
import { adversaryConstant, honestAgent, type Message } from '#core/protocol/message.ts';
import type { Exposure, Protocol } from '#core/protocol/protocol.ts';
import type { FunctionSymbol } from '#core/protocol/theory.ts';

/** A protocol in which so many roles share a key, which is exposed from phase 1 on where the first is dishonest. */
function sharedBy(count: number): { readonly protocol: Protocol; readonly sorts: readonly string[] } {
  const sorts = Array.from({ length: count }, (_, index) => `role ${String(index)}`);
  const plain = { transparent: false, exponential: false, sort: 'any' };
  const symbols: readonly FunctionSymbol[] = [
    { ...plain, name: 'key', arity: count, private: true },
    { ...plain, name: 'enc', arity: 2, private: false },
  ];
  const [first = '', ...others] = sorts;
  const exposure: Exposure = {
    message: {
      kind: 'apply',
      symbol: 'key',
      args: [adversaryConstant(first), ...others.map((name): Message => ({ kind: 'variable', name }))],
    },
    variables: new Map(others.map((name) => [name, name])),
    fromPhase: 1,
  };
  const text: Message = { kind: 'variable', name: 'text' };
  const key: Message = { kind: 'variable', name: 'key' };
  const protocol: Protocol = {
    name: 'shared',
    theory: {
      symbols: new Map(symbols.map((symbol) => [symbol.name, symbol])),
      rewrites: [
        { symbol: 'dec', args: [{ kind: 'apply', symbol: 'enc', args: [key, text] }, key], result: text },
      ],
      deductions: [],
    },
    agentSorts: sorts,
    numberSorts: [],
    sorts: new Map(),
    secrets: new Set(['SECRET']),
    exposures: [exposure],
    roles: [],
    phases: 2,
    queries: [],
    passive: false,
  };
  return { protocol, sorts };
}

// With few agents every exposed value is written out, with many none is: the adversary has the same.
describe.each([3, 20])('a key that %i roles share', (count) => {
  const { protocol, sorts } = sharedBy(count);
  const table = new ValueTable(protocol);
  const honest = sorts.map((sort) => table.constant(honestAgent(sort, 1)));
  const [first = ''] = sorts;
  const made = (symbol: string, args: readonly Value[]): Value => {
    const value = table.apply(symbol, args);
    if (value === null) throw new Error('the symbol is known');
    return value;
  };
  const secret = table.constant({ kind: 'constant', name: 'SECRET' });
  const withDishonest = [table.constant(adversaryConstant(first)), ...honest.slice(1)];

  function adversary(): Adversary {
    const one = new Adversary(protocol, table);
    for (const agent of honest) one.meet(agent);
    return one;
  }

  test('is the adversary’s where the exposure says so, and opens what is locked with it', () => {
    const one = adversary();
    one.enter(1);
    one.learn(made('enc', [made('key', withDishonest), secret]));
    expect(one.derives(made('key', withDishonest))).toBe(true);
    expect(one.derives(secret)).toBe(true);
  });

  test('is not, before its phase, among honest ones, or with an agent that nobody has met', () => {
    const early = adversary();
    early.learn(made('enc', [made('key', withDishonest), secret]));
    expect(early.derives(secret)).toBe(false);
    const one = adversary();
    one.enter(1);
    one.learn(made('enc', [made('key', honest), secret]));
    expect(one.derives(secret)).toBe(false);
    const stranger = table.constant(honestAgent(sorts.at(-1) ?? '', 2));
    const withStranger = made('key', [...withDishonest.slice(0, -1), stranger]);
    const locked = made('enc', [withStranger, stranger]);
    expect([withStranger, locked].map((value) => one.derives(value))).toEqual([false, false]);
    one.meet(stranger);
    expect([withStranger, locked].map((value) => one.derives(value))).toEqual([true, true]);
  });
});
