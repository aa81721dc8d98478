import { describe, expect, test } from 'vitest';
import type { Certificate, View } from '#core/kernel/proof/certificate.ts';
import { adversaryConstant, type Message } from '#core/protocol/message.ts';
import type { Channel, Protocol, RoleStep } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import {
  accept,
  apply,
  constant,
  event,
  fresh,
  protocol,
  receive,
  role,
  send,
  tuple,
  variable,
} from '../../../soundness/notation.ts';
import { certificateOf, codesOf } from './codes.ts';
import { A, agents, agreement, B, ends, n, shared, starts, x, y } from './protocols.ts';

const z = variable('z');
const [c, g] = [fresh('c'), constant('generator')];
const enc = (...parts: readonly Message[]): Message =>
  apply('senc', shared, parts.length === 1 ? (parts[0] ?? n) : tuple(...parts));
const exp = (base: Message, exponent: Message): Message => apply('exp', base, exponent);

/** Two roles, and whether different ends have different starts. */
function between(a: readonly RoleStep[], b: readonly RoleStep[], more: Partial<Protocol> = {}): Protocol {
  return protocol({
    roles: [role('a', agents, 'A', a), role('b', agents, 'B', b)],
    queries: [agreement(true)],
    ...more,
  });
}

const said = (tried: Protocol, view: Partial<View> = {}): string | undefined =>
  codesOf(tried, certificateOf(tried, view))['injective'];

describe('different ends have different starts', () => {
  const answers = [receive('m1', y), starts(tuple(y, n)), send('m2', enc(y, n))];
  const asks = [send('m1', c), receive('m2', enc(c, x)), ends(tuple(c, x))];

  test('where the end is told by what it made', () => {
    expect(said(between(answers, asks))).toBe('accepted');
  });

  test('but not where a run starts twice, though each start tells an end', () => {
    const more = [receive('m1', z), starts(tuple(z, n)), send('m2', enc(z, n))];
    expect(said(between([...answers, ...more], asks))).toBe('open: injectivity');
  });

  test('but not where one start tells two ends, each in a way of its own', () => {
    const mixed = between(
      [receive('m1', y), receive('m1', z), starts(tuple(y, z)), send('m2', enc(y, z))],
      [send('m1', c), receive('m2', enc(c, x)), ends(tuple(c, x))],
    );
    const other = fresh('c2');
    const second = role('b2', agents, 'B', [
      send('m1', other),
      receive('m2', enc(x, other)),
      ends(tuple(x, other)),
    ]);
    expect(said(mixed)).toBe('accepted');
    expect(said({ ...mixed, roles: [...mixed.roles, second] })).toBe('open: injectivity');
  });

  test('but not by what stands among exponents that commute', () => {
    const tried = between(
      [receive('m1', y), starts(exp(y, n)), send('m2', enc(y, exp(g, n)))],
      [send('m1', exp(g, c)), receive('m2', enc(exp(g, c), x)), ends(exp(x, c))],
    );
    expect(said(tried)).toBe('open: injectivity');
  });

  describe('by what is accepted', () => {
    const once = accept('once', [B], x, { memory: 'seen' });

    test('where the one who ends accepts it', () => {
      expect(said(between([starts(n), send('m', enc(n))], [receive('m', enc(x)), once, ends(x)]))).toBe(
        'accepted',
      );
    });

    test('but not where the one who starts does', () => {
      const tried = between(
        [receive('m0', x), accept('once', [B], x, { memory: 'seen' }), starts(x), send('m', enc(x))],
        [receive('m', enc(x)), ends(x)],
      );
      expect(said(tried)).toBe('open: injectivity');
    });

    test('but not where it is only noted', () => {
      const tried = between(
        [starts(n), send('m', enc(n))],
        [receive('m', enc(x)), event('noted', [], B, x), ends(x)],
      );
      expect(said(tried)).toBe('open: injectivity');
    });

    test('but not where what is accepted is seen as other values are', () => {
      const other = fresh('o');
      const query: Query = {
        kind: 'correspondence',
        name: 'injective',
        end: { event: 'ends', run: 'ender', args: ['u', 'v', 'w'].map(variable) },
        needs: [{ event: 'starts', run: 'starter', args: ['u', 'v', 'w', 'some'].map(variable) }],
        injective: true,
      };
      const tried = between(
        [event('starts', [], A, B, n, other), send('m', enc(n, other))],
        [receive('m', enc(x, z)), accept('once', [B], z, { memory: 'seen' }), ends(x)],
        { queries: [query] },
      );
      expect(said(tried)).toBe('accepted');
      expect(said(tried, { fresh: new Map([['o', { name: 'o', kept: [1, 2] }]]) })).toBe('open: injectivity');
    });

    test('but not where two accept something else that is built of one value', () => {
      const taking = (symbol: string): readonly RoleStep[] => [
        receive('m', enc(x)),
        accept('once', [B], apply(symbol, x), { memory: 'seen' }),
        ends(x),
      ];
      const one = between([starts(n), send('m', enc(n))], taking('hash'));
      const other = (symbol: string): Protocol => ({
        ...one,
        roles: [...one.roles, role('b2', agents, 'B', taking(symbol))],
      });
      expect(said(one)).toBe('accepted');
      expect(said(other('hash'))).toBe('accepted');
      expect(said(other('pk'))).toBe('open: injectivity');
    });

    test('however many ways there are to say what was accepted', () => {
      const wide = tuple(...Array.from({ length: 5 }, () => tuple(x, x, x, x, x)));
      const tried = between(
        [receive('m0', x), starts(tuple(x, x)), send('m', enc(x))],
        [receive('m', enc(x)), accept('once', [B], wide, { memory: 'seen' }), ends(tuple(x, x))],
      );
      expect(said(tried)).toBe('accepted');
    });
  });

  describe('by what is delivered once', () => {
    const channel: Channel = { trust: 'confidential', from: A, to: B, once: true };
    const hello = constant('hello');
    const tried = between(
      [starts(tuple(n, hello)), send('m', enc(n))],
      [receive('m0', y, channel), receive('m', enc(x)), ends(tuple(x, hello))],
    );

    test('but not where nobody may have sent it, whatever stands for nobody', () => {
      const certificate = certificateOf(tried);
      expect(codesOf(tried, certificate)).toEqual({ injective: 'open: injectivity' });
      const text = (clauses: Certificate['clauses']): Certificate['clauses'] =>
        JSON.parse(JSON.stringify(clauses).replaceAll('"nobody"', '"hello"')) as Certificate['clauses'];
      const renamed: Certificate = {
        ...certificate,
        clauses: text(certificate.clauses),
        goals: new Map([...certificate.goals].map(([name, goals]) => [name, text(goals)])),
      };
      expect(renamed).not.toEqual(certificate);
      expect(codesOf(tried, renamed)).toEqual({ injective: 'open: injectivity' });
    });
  });
});

describe('what never happens twice', () => {
  test('is no event that a run has twice', () => {
    const takes = (times: number): Protocol =>
      protocol({
        roles: [
          role(
            'a',
            agents,
            'A',
            Array.from({ length: times }, () => event('takes', ['A'], n)),
          ),
        ],
        queries: [{ kind: 'unique', name: 'injective', event: 'takes' }],
      });
    expect(said(takes(1))).toBe('accepted');
    expect(said(takes(2))).toBe('goal-violates');
  });
});

describe('what is always new', () => {
  const takes = (...args: readonly Message[]): RoleStep => event('takes', ['A'], ...args);
  const taking = (...roles: readonly (readonly RoleStep[])[]): Protocol =>
    protocol({
      roles: roles.map((steps, index) => role(`a${String(index)}`, agents, 'A', steps)),
      queries: [{ kind: 'fresh', name: 'injective', event: 'takes' }],
    });
  const old = constant('hello');

  test('is new in every role', () => {
    expect(said(taking([takes(n)], [takes(c)]))).toBe('accepted');
    expect(said(taking([takes(n)], [takes(old)]))).toBe('goal-violates');
    expect(said(taking([takes(old)], [takes(n)]))).toBe('goal-violates');
  });

  test('is what stands first', () => {
    expect(said(taking([takes(n, old)]))).toBe('accepted');
    expect(said(taking([takes(old, n)]))).toBe('goal-violates');
  });
});

describe('what is needed', () => {
  const signed = (part: Message): Message => apply('sign', apply('sk', A), tuple(B, part));
  const asking = (end: readonly Message[], needs: readonly Message[]): Protocol =>
    between([starts(n), send('m', signed(n))], [receive('m', signed(x)), ends(x)], {
      queries: [
        {
          kind: 'correspondence',
          name: 'injective',
          end: { event: 'ends', run: 'ender', args: end },
          needs: [{ event: 'starts', run: 'starter', args: needs }],
          injective: false,
        },
      ],
      sorts: new Map([['server', 'Bob']]),
    });
  const [u, v, w] = [variable('u'), variable('v'), variable('w')];
  const dishonest: Partial<View> = { dishonest: ['Bob'] };

  test('is told with as many values', () => {
    expect(said(asking([u, v, w], [u, v, w]))).toBe('accepted');
    expect(said(asking([u, v, w], [u, v]))).toBe('goal-violates');
    expect(said(asking([u, v, w], [u, v, w, w]))).toBe('goal-violates');
  });

  test('is about the agent that it names, and about no other that is seen as that one', () => {
    const own = adversaryConstant('Bob');
    expect(said(asking([u, own, w], [u, own, w]))).toBe('accepted');
    expect(said(asking([u, v, w], [u, own, w]), dishonest)).toBe('goal-violates');
  });

  test('is needed where the end is about an agent that is seen as another one', () => {
    const never = asking([u, constant('server'), w], [u, v, constant('never')]);
    expect(said(never)).toBe('goal-violates');
    expect(said(never, dishonest)).toBe('goal-violates');
  });
});
