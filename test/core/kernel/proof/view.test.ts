import { describe, expect, test } from 'vitest';
import type { View } from '#core/kernel/proof/certificate.ts';
import type { Channel, Protocol } from '#core/protocol/protocol.ts';
import type { Message } from '#core/protocol/message.ts';
import {
  apply,
  at,
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
import {
  A,
  agents,
  agreement,
  B,
  challenge,
  channelled,
  ends,
  n,
  secrecy,
  secret,
  shared,
  starts,
  transport,
  x,
  y,
} from './protocols.ts';
import { plainView } from './saturate.ts';

/** What is said of a protocol that is seen in a way, by the clauses that saturation in that way gives. */
const seen = (tried: Protocol, view: Partial<View>): Record<string, string> =>
  codesOf(tried, certificateOf(tried, view));

/** What is said where the clauses saw the protocol in another way than the certificate claims. */
const claimed = (tried: Protocol, view: Partial<View>): Record<string, string> =>
  codesOf(tried, { ...certificateOf(tried), view: plainView(tried, view) });

const fresh_ = (name: string, kept: readonly number[], as = name): Partial<View> => ({
  fresh: new Map([[name, { name: as, kept }]]),
});

describe('phases', () => {
  // The key is exposed once everything is over.
  const exposedLater = (what: Protocol): Protocol => ({
    ...what,
    phases: 2,
    exposures: [
      ...what.exposures,
      {
        message: apply('shared', variable('o'), variable('p')),
        variables: new Map([
          ['o', 'Alice'],
          ['p', 'Bob'],
        ]),
        fromPhase: 1,
      },
    ],
  });
  const later = exposedLater(transport);

  test('that come later matter for what is secret, but not for who agrees', () => {
    expect(seen(later, {})).toEqual({
      secrecy: 'goal-violates',
      agreement: 'accepted',
      injective: 'open: injectivity',
    });
    expect(seen(later, { lastPhase: 0 })).toEqual({
      secrecy: 'view-cuts-phases',
      agreement: 'accepted',
      injective: 'open: injectivity',
    });
  });

  test('that are taken for one have everything that the last of them has', () => {
    expect(seen(later, { epochs: 1 })['agreement']).toBe('goal-violates');
    expect(claimed(later, { epochs: 1 })['agreement']).toBe('rule-not-covered');
  });

  test('in which the end happens are not left out', () => {
    const late: Protocol = {
      ...later,
      roles: later.roles.map((each) => ({
        ...each,
        steps: each.steps.map((step) =>
          step.kind === 'event' && step.event === 'ends' ? { ...step, phase: 1 } : step,
        ),
      })),
    };
    expect(seen(late, { lastPhase: 0 })['agreement']).toBe('view-cuts-phases');
    expect(seen(late, {})['agreement']).toBe('accepted');
  });

  test('are numbers', () => {
    expect(claimed(transport, { epochs: 0 })['secrecy']).toBe('view-phases');
    expect(claimed(transport, { lastPhase: -1 })['secrecy']).toBe('view-phases');
    for (const none of [0.5, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(claimed(transport, { epochs: none })['secrecy']).toBe('view-phases');
      expect(claimed(transport, { lastPhase: none })['agreement']).toBe('view-phases');
    }
  });
});

describe('values that runs make', () => {
  test('may be seen with less, as long as nobody compares them', () => {
    expect(seen(challenge, fresh_('n', []))).toEqual({
      secrecy: 'goal-violates',
      agreement: 'goal-violates',
      injective: 'goal-violates',
    });
    expect(seen(challenge, fresh_('n', [1, 2]))).toEqual({
      secrecy: 'accepted',
      // Two values of the same two agents are seen as one.
      agreement: 'goal-violates',
      injective: 'goal-violates',
    });
    expect(seen(challenge, fresh_('n', [0, 3]))).toEqual({
      // Nor is it seen for whom the value is.
      secrecy: 'goal-violates',
      agreement: 'accepted',
      injective: 'accepted',
    });
  });

  test('do not tell what comes once when the run that made them is left out', () => {
    expect(seen(challenge, fresh_('c', [1, 2]))['injective']).toBe('open: injectivity');
    expect(seen(challenge, fresh_('c', [0]))['injective']).toBe('accepted');
  });

  test('that differ are not told apart where they are seen as one', () => {
    const gate = protocol({
      roles: [
        role('a', agents, 'A', [send('m1', apply('sign', apply('sk', A), n))]),
        role('b', agents, 'B', [
          receive('m1', apply('sign', apply('sk', A), x)),
          receive('m2', apply('sign', apply('sk', A), y)),
          at({ kind: 'differ', left: x, right: y }),
          secret(fresh('s')),
          send('m3', fresh('s')),
        ]),
      ],
      queries: [secrecy],
    });
    expect(seen(gate, {})['secrecy']).toBe('goal-violates');
    // Two honest runs of one pair of agents come through.
    expect(seen(gate, fresh_('n', [1, 2]))['secrecy']).toBe('goal-violates');
    expect(seen(gate, fresh_('n', []))['secrecy']).toBe('goal-violates');
  });

  test('of one run are not told apart where they are seen under one name', () => {
    const two = protocol({
      roles: [
        role('a', agents, 'A', [starts(n), send('m', apply('senc', shared, fresh('other')))]),
        role('b', agents, 'B', [receive('m', apply('senc', shared, x)), ends(x)]),
      ],
      queries: [agreement(false)],
    });
    expect(seen(two, {})['agreement']).toBe('goal-violates');
    expect(seen(two, fresh_('other', [0, 1, 2], 'n'))['agreement']).toBe('goal-violates');
    const own = { name: null, kept: [] };
    const adversarys = { fresh: new Map(['n', 'other'].map((name) => [name, own] as const)) };
    expect(seen(two, adversarys)['agreement']).toBe('goal-violates');
  });

  test('keep their sort', () => {
    const sorted: Protocol = { ...challenge, sorts: new Map([['n', 'nonce']]) };
    expect(claimed(sorted, fresh_('n', [0], 'c'))['secrecy']).toBe('view-fresh-sort');
    const own: Partial<View> = { fresh: new Map([['n', { name: null, kept: [] }]]) };
    expect(claimed(sorted, own)['secrecy']).not.toBe('view-fresh-sort');
    const others: Protocol = { ...sorted, sorts: new Map([...sorted.sorts, ['adversary:nonce', 'key']]) };
    expect(claimed(others, own)['secrecy']).toBe('view-fresh-sort');
  });
});

describe('agents', () => {
  test('that are taken for the dishonest one are not compared', () => {
    expect(seen(transport, { dishonest: ['Bob'] })['agreement']).toBe('goal-violates');
    expect(seen(transport, { dishonest: ['Bob'] })['secrecy']).toBe('goal-violates');
  });

  test('may be, where it does not matter which they are', () => {
    const bystander = protocol({
      roles: [
        ...transport.roles,
        role('c', { C: 'Carol' }, 'C', [
          receive('m3', x),
          send('m4', apply('sign', apply('sk', variable('C')), x)),
        ]),
      ],
      queries: transport.queries,
    });
    expect(seen(bystander, { dishonest: ['Carol'] })).toEqual(seen(bystander, {}));
    expect(seen(bystander, { dishonest: ['Carol'] })['agreement']).toBe('accepted');
  });

  test('are those of a sort of agents that nothing else is of', () => {
    expect(claimed(transport, { dishonest: ['any'] })['secrecy']).toBe('view-sort-of-agents');
    expect(claimed(transport, { dishonest: ['nonce'] })['secrecy']).toBe('view-sort-of-agents');
    const mixed: Protocol = { ...transport, sorts: new Map([['n', 'Bob']]) };
    expect(claimed(mixed, { dishonest: ['Bob'] })['secrecy']).toBe('view-sort-of-agents');
    const { theory } = transport;
    const named = { name: 'name', arity: 1, transparent: false, private: false, exponential: false };
    const built: Protocol = {
      ...transport,
      theory: { ...theory, symbols: new Map([...theory.symbols, ['name', { ...named, sort: 'Bob' }]]) },
    };
    expect(claimed(built, { dishonest: ['Bob'] })['secrecy']).toBe('view-sort-of-agents');
    const other: Protocol = { ...transport, sorts: new Map([['adversary:Bob', 'nonce']]) };
    expect(claimed(other, { dishonest: ['Bob'] })['secrecy']).toBe('view-sort-of-agents');
  });

  test('are no sort of agents where anything may be one', () => {
    const untyped: Protocol = {
      ...protocol({
        roles: [role('a', { A: 'any' }, 'A', [event('secret', ['A'], n), send('m', A)])],
        queries: [secrecy],
        exposures: [],
      }),
      theory: { symbols: new Map(), rewrites: [], deductions: [] },
    };
    expect(claimed(untyped, { dishonest: ['any'] })['secrecy']).toBe('view-sort-of-agents');
  });
});

describe('roles', () => {
  const twin = (value: Message): Protocol => ({
    ...challenge,
    roles: [
      ...challenge.roles,
      role('a2', agents, 'A', [
        receive('m1', y),
        starts(value),
        secret(value),
        send('m2', apply('senc', shared, tuple(y, value))),
      ]),
    ],
  });

  test('that do the same are taken for one', () => {
    const folded: Partial<View> = {
      roles: new Map([['a2', 'a']]),
      fresh: new Map([['n2', { name: 'n', kept: [0, 1, 2, 3] }]]),
    };
    expect(seen(twin(fresh('n2')), folded)).toEqual(seen(challenge, {}));
    // The clauses are then those of one role.
    const one = certificateOf(challenge);
    const tried = twin(fresh('n2'));
    expect(codesOf(tried, { ...one, view: plainView(tried, folded) })).toEqual(seen(challenge, {}));
  });

  test('that do something else are not', () => {
    const one = certificateOf(challenge);
    const tried = twin(constant('hello'));
    const view = plainView(tried, { roles: new Map([['a2', 'a']]) });
    expect(codesOf(tried, { ...one, view })['secrecy']).toBe('rule-not-covered');
  });
});

describe('messages on channels', () => {
  const channel: Channel = { trust: 'secure', from: A, to: B, once: true };
  const parted = (pattern: Message): Protocol =>
    protocol({
      roles: [
        role('a', agents, 'A', [starts(n), secret(n), send('m', tuple(n, fresh('other')), channel)]),
        role('b', agents, 'B', [receive('m', pattern, channel), ends(x)]),
      ],
      queries: [secrecy, agreement(false), agreement(true)],
    });
  const inParts = (parts: readonly number[], sender = true): Partial<View> => ({
    labels: new Map([['m', { label: 'm', parts, sender }]]),
  });
  const tupled = parted(tuple(x, y));

  test('are seen in parts, which then need not come from one message', () => {
    expect(seen(tupled, inParts([0, 1]))['agreement']).toBe('accepted');
    expect(seen(tupled, inParts([0, 1]))['injective']).toBe('accepted');
    const together = {
      ...tupled,
      roles: [
        role('a', agents, 'A', [
          event('starts', [], n, fresh('other'), n),
          send('m', tuple(n, fresh('other')), channel),
        ]),
        role('b', agents, 'B', [receive('m', tuple(x, y), channel), event('ends', ['A', 'B'], x, y, x)]),
      ],
      queries: [agreement(false)],
    };
    expect(seen(together, {})['agreement']).toBe('accepted');
    expect(seen(together, inParts([0, 1], false))['agreement']).toBe('goal-violates');
  });

  test('are seen in parts only where they are tuples of such parts', () => {
    expect(claimed(parted(x), inParts([0, 1]))['secrecy']).toBe('view-label-parts');
    expect(claimed(tupled, inParts([2]))['secrecy']).toBe('view-label-parts');
    expect(claimed(transport, inParts([0]))['secrecy']).toBe('view-label-parts');
  });

  test('do not come once where it is not seen who sent them', () => {
    const unsigned: Partial<View> = { labels: new Map([['m', { label: 'm', parts: null, sender: false }]]) };
    expect(seen(channelled('secure', true), unsigned)).toEqual({
      secrecy: 'accepted',
      agreement: 'accepted',
      injective: 'open: injectivity',
    });
  });

  test('do not come once where a run sends two that are seen as one', () => {
    const twice = protocol({
      roles: [
        role('a', agents, 'A', [starts(n), send('m', n, channel), send('m2', n, channel)]),
        role('b', agents, 'B', [receive('m', x, channel), ends(x)]),
        role('b2', agents, 'B', [receive('m2', x, channel), ends(x)]),
      ],
      queries: [agreement(false), agreement(true)],
    });
    const merged: Partial<View> = {
      labels: new Map([['m2', { label: 'm', parts: null, sender: true }]]),
    };
    expect(seen(twice, {})).toEqual({ agreement: 'accepted', injective: 'open: injectivity' });
    expect(seen(twice, merged)).toEqual({ agreement: 'accepted', injective: 'open: injectivity' });
  });

  test('under two labels are mixed where they are taken for one', () => {
    const labelled = protocol({
      roles: [
        role('a', agents, 'A', [starts(n), send('m', n, channel), send('m2', fresh('other'), channel)]),
        role('b', agents, 'B', [receive('m', x, channel), ends(x)]),
        role('c', agents, 'B', [receive('m2', y, channel)]),
      ],
      queries: [agreement(false)],
    });
    const merged: Partial<View> = {
      labels: new Map([['m2', { label: 'm', parts: null, sender: true }]]),
    };
    expect(seen(labelled, {})['agreement']).toBe('accepted');
    expect(seen(labelled, merged)['agreement']).toBe('goal-violates');
    expect(claimed(labelled, merged)['agreement']).toBe('rule-not-covered');
    // What nobody takes is mixed with nothing; what only a dishonest agent may read is.
    const [a, b] = labelled.roles;
    if (a === undefined || b === undefined) throw new Error('there are three');
    const untaken = (other: Channel): Protocol => ({
      ...labelled,
      roles: [
        {
          ...a,
          steps: a.steps.map((step) =>
            step.kind === 'send' && step.label === 'm2' ? { ...step, channel: other } : step,
          ),
        },
        b,
      ],
    });
    expect(seen(untaken({ ...channel, trust: 'authentic' }), merged)['agreement']).toBe('accepted');
    expect(seen(untaken(channel), merged)['agreement']).toBe('goal-violates');
  });
});
