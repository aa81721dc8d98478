import { describe, expect, test } from 'vitest';
import type { Message } from '#core/protocol/message.ts';
import type { Protocol, RoleStep } from '#core/protocol/protocol.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';
import {
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
import { codesOf } from './codes.ts';
import { A, agents, B, ends, n, shared, starts, x, y } from './protocols.ts';
import { saturate } from './saturate.ts';

const [u, v, w] = [variable('u'), variable('v'), variable('w')];
const before = (...args: readonly Message[]): RoleStep => event('before', [], ...args);
const needed: EventPattern = { event: 'starts', run: 'starter', args: [u, v, w] };
const enough: EventPattern = { event: 'before', run: 'starter', args: [v, w] };
const sent = send('m', apply('senc', shared, n));

/** Who ends needs a start, for which it is enough that something was before. */
function asked(parts: Partial<Query & { readonly kind: 'correspondence' }> = {}): Query {
  return {
    kind: 'correspondence',
    name: 'agreement',
    end: { event: 'ends', run: 'ender', args: [u, v, w] },
    needs: [needed],
    enough,
    injective: false,
    ...parts,
  };
}

function starting(steps: readonly RoleStep[], query: Query = asked()): Protocol {
  return protocol({
    roles: [
      role('a', agents, 'A', steps),
      role('b', agents, 'B', [receive('m', apply('senc', shared, x)), ends(x)]),
    ],
    queries: [query],
  });
}

/** What is said where the clauses tell nothing of what is enough, unless they are to. */
function said(tried: Protocol, told = false): string | undefined {
  const certificate = saturate(tried, { notes: (name) => told || name !== 'event before' });
  if (certificate === null) throw new Error('saturation ends');
  return codesOf(tried, certificate)['agreement'];
}

describe('an event that is enough for others', () => {
  test('suffices by itself', () => {
    expect(said(starting([before(B, n), sent]), true)).toBe('accepted');
    expect(said(starting([before(B, n), sent]))).toBe('goal-violates');
  });

  test('is there where every role has had it, with the same values, when it has what is needed', () => {
    expect(said(starting([before(B, n), starts(n), sent]))).toBe('accepted');
  });

  test.each<[string, Protocol]>([
    ['comes later', starting([starts(n), before(B, n), sent])],
    ['is about another value', starting([before(B, fresh('other')), starts(n), sent])],
    ['is about other agents', starting([before(A, n), starts(n), sent])],
    ['says more', starting([before(B, n, A), starts(n), sent])],
    ['is another event', starting([event('earlier', [], B, n), starts(n), sent])],
    [
      'is of another run',
      starting([before(B, n), starts(n), sent], asked({ enough: { ...enough, run: 'other' } })),
    ],
    [
      'speaks of what is not needed',
      starting([before(B, n), starts(n), sent], asked({ enough: { ...enough, args: [v, variable('z')] } })),
    ],
    [
      'speaks of a value that is the same for all',
      starting(
        [before(B, constant('hello')), starts(n), sent],
        asked({ enough: { ...enough, args: [v, constant('hello')] } }),
      ),
    ],
  ])('is left open where it %s', (_, tried) => {
    expect(said(tried)).toBe('open: enough');
  });

  test('is left open where one role of several has not had it', () => {
    const both = starting([before(B, n), starts(n), sent]);
    const more = role('a2', agents, 'A', [
      starts(fresh('n2')),
      send('m', apply('senc', shared, fresh('n2'))),
    ]);
    expect(said({ ...both, roles: [...both.roles, more] })).toBe('open: enough');
  });

  test.each<[string, Partial<Query & { readonly kind: 'correspondence' }>]>([
    ['that is enough', { enough: { ...enough, event: 'ends' } }],
    ['that is needed', { needs: [{ ...needed, event: 'ends' }] }],
  ])('is refused where the end itself is the one %s', (_, parts) => {
    expect(said(starting([before(B, n), starts(n), sent], asked(parts)), true)).toBe('query-malformed');
  });

  test('does not tell ends apart where a run has it twice', () => {
    const c = fresh('c');
    const answering = (challenge: Message): readonly RoleStep[] => [
      receive('m1', challenge),
      before(B, tuple(challenge, n)),
      send('m2', apply('senc', shared, tuple(challenge, n))),
    ];
    const answers = (...challenges: readonly Message[]): Protocol =>
      protocol({
        roles: [
          role('a', agents, 'A', challenges.flatMap(answering)),
          role('b', agents, 'B', [
            send('m1', c),
            receive('m2', apply('senc', shared, tuple(c, x))),
            ends(tuple(c, x)),
          ]),
        ],
        queries: [asked({ injective: true })],
      });
    expect(said(answers(y), true)).toBe('accepted');
    expect(said(answers(y, x), true)).toBe('open: injectivity');
  });
});
