import type { Message } from '#core/protocol/message.ts';
import type { Channel, Protocol, RoleStep } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import {
  accept,
  apply,
  event,
  fresh,
  number,
  protocol,
  receive,
  role,
  send,
  tuple,
  variable,
} from '../../../soundness/notation.ts';

/** Small protocols between two agents, each with an answer that everybody knows. */

export const [A, B, x, y, n] = [variable('A'), variable('B'), variable('x'), variable('y'), fresh('n')];
export const agents = { A: 'Alice', B: 'Bob' };
export const shared = apply('shared', A, B);
export const secret = (value: Message): RoleStep => event('secret', ['A', 'B'], value);
export const secrecy: Query = { kind: 'secrecy', name: 'secrecy', event: 'secret' };

/** Whoever ends with some values agrees on them with somebody who started with them. */
export function agreement(injective: boolean): Query {
  const args = ['u', 'v', 'w'].map(variable);
  return {
    kind: 'correspondence',
    name: injective ? 'injective' : 'agreement',
    end: { event: 'ends', run: 'ender', args },
    needs: [{ event: 'starts', run: 'starter', args }],
    injective,
  };
}

export const starts = (value: Message): RoleStep => event('starts', [], A, B, value);
export const ends = (value: Message): RoleStep => event('ends', ['A', 'B'], A, B, value);

/** A value goes encrypted under the key that two share. */
export const transport: Protocol = protocol({
  roles: [
    role('a', agents, 'A', [starts(n), secret(n), send('m', apply('senc', shared, n))]),
    role('b', agents, 'B', [receive('m', apply('senc', shared, x)), ends(x)]),
  ],
  queries: [secrecy, agreement(false), agreement(true)],
});

/** The one who receives asks first, with a value of its own. */
export const challenge: Protocol = protocol({
  roles: [
    role('b', agents, 'B', [
      send('m1', fresh('c')),
      receive('m2', apply('senc', shared, tuple(fresh('c'), x))),
      ends(x),
    ]),
    role('a', agents, 'A', [
      receive('m1', y),
      starts(n),
      secret(n),
      send('m2', apply('senc', shared, tuple(y, n))),
    ]),
  ],
  queries: [secrecy, agreement(false), agreement(true)],
});

/** A counter is sent along, and what is accepted has to be greater than before. */
export const counted = (holder: readonly Message[]): Protocol => ({
  ...protocol({
    roles: [
      role(
        'a',
        agents,
        'A',
        [number('k'), starts(variable('k')), send('m', apply('mac', shared, variable('k')))],
        {
          k: 'counter',
        },
      ),
      role(
        'b',
        agents,
        'B',
        [
          receive('m', tuple(x, apply('mac', shared, x))),
          accept('increasing', holder, x, { memory: 'seen' }),
          ends(x),
        ],
        { x: 'counter' },
      ),
    ],
    queries: [agreement(false), agreement(true)],
  }),
  numberSorts: ['counter'],
});

/** A value goes over a channel that is not public. */
export function channelled(trust: 'authentic' | 'confidential' | 'secure', once: boolean): Protocol {
  const channel: Channel = { trust, from: A, to: B, once };
  return protocol({
    roles: [
      role('a', agents, 'A', [starts(n), secret(n), send('m', n, channel)]),
      role('b', agents, 'B', [receive('m', x, channel), ends(x)]),
    ],
    queries: [secrecy, agreement(false), agreement(true)],
  });
}

/** Two half keys that commute, the second one authentic. */
export const halves: Protocol = (() => {
  const g: Message = { kind: 'constant', name: 'generator' };
  const exp = (base: Message, exponent: Message): Message => apply('exp', base, exponent);
  const channel: Channel = { trust: 'authentic', from: B, to: A, once: false };
  const back: Channel = { trust: 'authentic', from: A, to: B, once: false };
  return protocol({
    roles: [
      role('a', agents, 'A', [
        send('m1', exp(g, fresh('p')), back),
        receive('m2', x, channel),
        secret(exp(x, fresh('p'))),
      ]),
      role('b', agents, 'B', [
        receive('m1', y, back),
        send('m2', exp(g, fresh('q')), channel),
        secret(exp(y, fresh('q'))),
      ]),
    ],
    queries: [secrecy],
  });
})();
