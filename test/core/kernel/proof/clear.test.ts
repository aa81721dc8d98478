import { describe, expect, test } from 'vitest';
import type { View } from '#core/kernel/proof/certificate.ts';
import { Terms } from '#core/kernel/proof/exact-rule.ts';
import { Seen } from '#core/kernel/proof/seen.ts';
import type { Term } from '#core/kernel/proof/term.ts';
import { adversaryConstant, honestAgent } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { FunctionSymbol } from '#core/protocol/theory.ts';
import { apply, fresh, protocol, role, send } from '../../../soundness/notation.ts';
import { agents } from './protocols.ts';
import { variable, work } from './random-terms.ts';
import { plainView } from './saturate.ts';

const tag: FunctionSymbol = {
  name: 'tag',
  arity: 1,
  transparent: false,
  private: false,
  exponential: false,
  sort: 'tagged',
};

// Nothing that is built in it is of the sort that takes everything.
const sorted: Protocol = {
  ...protocol({
    roles: [role('a', agents, 'A', [send('m', apply('tag', fresh('n'))), send('m2', fresh('other'))])],
    queries: [],
    exposures: [],
    sorts: new Map([
      ['n', 'nonce'],
      ['other', 'key'],
    ]),
  }),
  theory: { symbols: new Map([['tag', tag]]), rewrites: [], deductions: [] },
};
const terms = new Terms(sorted);

/** Which of a few terms are clear in a view, that is, seen as no other value is. */
function clearIn(view: Partial<View>): readonly string[] {
  const seen = new Seen(plainView(sorted, view), terms, work);
  const all: Readonly<Record<string, Term>> = {
    anything: variable(1),
    ...Object.fromEntries(
      ['nonce', 'key', 'tagged', 'Alice', 'Bob'].map((sort) => [sort, variable(1, sort)]),
    ),
    'an honest Alice': terms.constant(honestAgent('Alice', 0)),
    'an honest Bob': terms.constant(honestAgent('Bob', 0)),
    'the dishonest Alice': terms.constant(adversaryConstant('Alice')),
    'the dishonest Bob': terms.constant(adversaryConstant('Bob')),
    "the adversary's nonce": terms.constant(adversaryConstant('nonce')),
    "the adversary's key": terms.constant(adversaryConstant('key')),
  };
  return Object.entries(all).flatMap(([name, term]) => (seen.isClear(term) ? [name] : []));
}

describe('what is clear', () => {
  const all = clearIn({});
  const allBut = (...names: readonly string[]): readonly string[] =>
    all.filter((each) => !names.includes(each));

  test('is everything where nothing is taken for anything else', () => {
    expect(all).toHaveLength(12);
  });

  test('is nothing that may have a value which is seen without its run', () => {
    const blurred = { fresh: new Map([['n', { name: 'n', kept: [1, 2] }]]) };
    expect(clearIn(blurred)).toEqual(allBut('anything', 'nonce', 'tagged'));
  });

  test("is nothing that may have a value which is taken for the adversary's, nor that one", () => {
    const taken = { fresh: new Map([['other', { name: null, kept: [] }]]) };
    expect(clearIn(taken)).toEqual(allBut('anything', 'key', 'tagged', "the adversary's key"));
  });

  test('is no agent of a sort that is taken for the dishonest one', () => {
    expect(clearIn({ dishonest: ['Bob'] })).toEqual(
      allBut('anything', 'tagged', 'Bob', 'an honest Bob', 'the dishonest Bob'),
    );
  });
});
