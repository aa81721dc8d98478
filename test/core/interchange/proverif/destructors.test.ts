import { expect, test } from 'vitest';
import { faultsOf } from '../../../support/proverif/faults.ts';
import {
  protocol,
  theory,
  mac,
  symbol,
  f,
  v,
  k,
  written,
  pair,
  role,
  receive,
  compute,
  send,
} from './protocols.ts';

test('rewrites that agree where they overlap are one destructor', () => {
  const of = protocol({
    theory: theory([mac, symbol('open', 1)], {
      rewrites: [
        { symbol: 'open', args: [f('mac', v('x'), v('y'))], result: v('x') },
        { symbol: 'open', args: [f('mac', v('y'), k('C'))], result: v('y') },
      ],
    }),
  });
  expect(written(of).text).toContain('open(mac(x, y)) = x;\n  forall y: bitstring; open(mac(y, C)) = y.');
});

test('a variable that a pattern has twice is matched by a destructor', () => {
  const of = protocol({
    theory: theory([pair]),
    roles: [role('A', [], [receive('1', f('pair', v('x'), v('x')))])],
  });
  const { text } = written(of);
  expect(text).toContain('reduc forall x: bitstring; role_A_match_1(pair(x, x)) = x [private].');
  expect(text).toContain('let x: bitstring = role_A_match_1(received) in');
});

test('a private tuple is taken apart by projections', () => {
  const hidden = symbol('box', 2, { transparent: true, private: true });
  const of = protocol({
    theory: theory([hidden]),
    roles: [role('A', [], [receive('1', f('box', v('left'), v('right')))])],
  });
  const { text } = written(of);
  expect(faultsOf(text)).toEqual([]);
  expect(text).toContain('fun box(bitstring, bitstring): bitstring [private].');
  expect(text).toContain('box_part_2(box(x, x_2)) = x_2.');
  expect(text).toContain('let (left: bitstring, right: bitstring) = role_A_match_1(received) in');
});

test('a destructor is open to the adversary, whoever may apply its symbol', () => {
  const of = protocol({
    theory: theory([mac, symbol('open', 1, { private: true })], {
      rewrites: [{ symbol: 'open', args: [f('mac', v('x'), v('y'))], result: v('x') }],
    }),
  });
  expect(written(of).text).toContain('open(mac(x, y)) = x.');
});

test('a destructor that is no symbol is declared all the same', () => {
  const of = protocol({
    theory: theory([mac], {
      rewrites: [{ symbol: 'open mac', args: [f('mac', v('x'), v('y'))], result: v('x') }],
    }),
    roles: [
      role('A', [], [receive('1', v('x')), compute('y', 'open mac', [v('x')], true), send('2', v('y'))]),
    ],
  });
  const { text } = written(of);
  expect(faultsOf(text)).toEqual([]);
  expect(text).toContain('reduc forall x: bitstring, y: bitstring; open_mac(mac(x, y)) = x.');
});
