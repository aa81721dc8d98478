import { describe, expect, test } from 'vitest';
import type { Message } from '#core/protocol/message.ts';
import type { Protocol, RoleStep } from '#core/protocol/protocol.ts';
import type { Deduction, FunctionSymbol, Theory } from '#core/protocol/theory.ts';
import {
  accept,
  apply,
  at,
  constant,
  event,
  fresh,
  protocol,
  receive,
  role,
  send,
  theory,
  variable,
} from '../../../soundness/notation.ts';
import { certificateOf, codesOf } from './codes.ts';
import { A, agents, B, n, secrecy, secret, x, y } from './protocols.ts';

/** What is said of a protocol of one role, whose rules saturation takes from the checker: one that is missing proves too much. */
const said = (steps: readonly RoleStep[], parts: Partial<Protocol> = {}): string | undefined => {
  const tried = protocol({
    roles: [role('a', agents, 'A', steps)],
    queries: [secrecy, { kind: 'unreachable', name: 'unreachable', event: 'reached' }],
    ...parts,
  });
  const codes = codesOf(tried, certificateOf(tried));
  return steps.some((step) => step.kind === 'event' && step.event === 'reached')
    ? codes['unreachable']
    : codes['secrecy'];
};

const reached = event('reached', []);
const hello = constant('hello');

describe('a destructor that does not work', () => {
  const open: FunctionSymbol = {
    name: 'open',
    arity: 2,
    transparent: false,
    private: false,
    exponential: false,
    sort: 'any',
  };
  const opening: Theory = { ...theory, symbols: new Map([...theory.symbols, ['open', open]]) };
  const compute = (checked: boolean): RoleStep =>
    at({ kind: 'compute', variable: 'd', symbol: 'open', args: [hello, hello], checked });

  test('stops a run that checks it, and no other', () => {
    expect(said([compute(true), reached], { theory: opening })).toBe('accepted');
    expect(said([compute(false), reached], { theory: opening })).toBe('goal-violates');
  });
});

describe('a value that is accepted before', () => {
  const first = accept('once', [A], x, { memory: 'one' });
  const then = (second: RoleStep): string | undefined => said([receive('m', x), first, second, reached]);

  test('is not accepted again by the same memory of the same holder', () => {
    expect(then(accept('once', [A], x, { memory: 'one' }))).toBe('accepted');
    expect(then(accept('increasing', [A], x, { memory: 'two', above: ['one'] }))).toBe('accepted');
    expect(then(accept('increasing', [A], x, { memory: 'two', passed: [x] }))).toBe('accepted');
  });

  test('is accepted by any other memory', () => {
    expect(then(accept('once', [A], x, { memory: 'two' }))).toBe('goal-violates');
    expect(then(accept('once', [B], x, { memory: 'one' }))).toBe('goal-violates');
    expect(then(accept('once', [A, B], x, { memory: 'one' }))).toBe('goal-violates');
    expect(then(accept('increasing', [A], x, { memory: 'two' }))).toBe('goal-violates');
    expect(then(accept('once', [A], x, { memory: 'two', above: ['one'], passed: [x] }))).toBe(
      'goal-violates',
    );
  });
});

test('a match goes on in every way in which exponents commute', () => {
  const exp = (base: Message, exponent: Message): Message => apply('exp', base, exponent);
  const g = constant('generator');
  const [p, q] = [fresh('p'), fresh('q')];
  const match = at({ kind: 'match', value: exp(exp(g, p), q), pattern: exp(exp(g, x), y) });
  for (const value of [p, q]) {
    expect(said([secret(value), match, send('m', y)])).toBe('goal-violates');
    expect(said([secret(value), match, send('m', apply('hash', y))])).toBe('accepted');
  }
});

describe('what the adversary can deduce', () => {
  const undo = (parts: Partial<Deduction> = {}): Theory => ({
    ...theory,
    deductions: [
      {
        name: 'undo',
        use: 'analysis',
        premises: [apply('hash', variable('m'))],
        conclusion: variable('m'),
        fromPhase: 0,
        ...parts,
      },
    ],
  });
  const hashed = (phase = 0): readonly RoleStep[] => [
    { ...secret(n), phase },
    { ...send('m', apply('hash', n)), phase },
  ];

  test('it deduces', () => {
    expect(said(hashed())).toBe('accepted');
    expect(said(hashed(), { theory: undo() })).toBe('goal-violates');
  });

  test('it deduces from a phase on, of what it has had before and of what it has later', () => {
    const late = { theory: undo({ fromPhase: 1 }), phases: 3 };
    expect(said(hashed(), late)).toBe('goal-violates');
    expect(said(hashed(1), late)).toBe('goal-violates');
    expect(said(hashed(2), late)).toBe('goal-violates');
    expect(said(hashed(), { theory: undo({ fromPhase: 1 }) })).toBe('accepted');
  });

  test('it does not deduce of what the deduction leaves out', () => {
    expect(said(hashed(), { theory: undo({ differ: [['m', hello]] }) })).toBe('goal-violates');
    const secrets = { secrets: new Set(['hello']) };
    const sent = [secret(hello), send('m', apply('hash', hello))];
    expect(said(sent, { ...secrets, theory: undo() })).toBe('goal-violates');
    expect(said(sent, { ...secrets, theory: undo({ differ: [['m', hello]] }) })).toBe('accepted');
  });
});
