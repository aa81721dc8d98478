import { describe, expect, test } from 'vitest';
import { Prover } from '#core/analysis/4-prove/prove.ts';
import { StepBudget } from '#core/analysis/4-prove/step-budget.ts';
import { replay } from '#core/kernel/execution.ts';
import { violates } from '#core/kernel/violation.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import { adversaryConstant, honestAgent, type GroundMessage, type Message } from '#core/protocol/message.ts';
import type { Channel, Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { TraceAction } from '#core/protocol/trace.ts';
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
  tuple,
  variable,
} from './notation.ts';

/**
 * Protocols in role form of which the prover once said, or still says, that a query holds although the trace
 * beside it violates it. Each is as small as it was found to get.
 */
interface Found {
  readonly name: string;
  readonly protocol: Protocol;
  readonly trace: readonly TraceAction[];
}

const options = { clauses: 5000, cancelled: () => false, progress: () => undefined };
const [A, B, C, S, x] = [variable('A'), variable('B'), variable('C'), variable('S'), variable('x')];
const key = apply('shared', A, B);
const two = { A: 'Alice', B: 'Bob' };
const three = { ...two, C: 'Carol' };
const both = ['A', 'B'];

const alice = honestAgent('Alice', 0);
const bob = honestAgent('Bob', 0);
const made = (name: string, run = 0): GroundMessage => ({ kind: 'fresh', name, run });
const put = (symbol: string, ...args: readonly GroundMessage[]): GroundMessage => ({
  kind: 'apply',
  symbol,
  args,
});

function start(run: number, name: string, agents: Readonly<Record<string, GroundMessage>>): TraceAction {
  return { kind: 'start', run, role: name, agents: new Map(Object.entries(agents)) };
}

const step = (run: number, received: GroundMessage | null = null): TraceAction => ({
  kind: 'step',
  run,
  received,
});

function agreement(args: readonly Message[], injective: boolean): Query {
  return {
    kind: 'correspondence',
    name: 'agreement',
    end: { event: 'end', run: 'receiver', args },
    needs: [{ event: 'start', run: 'sender', args }],
    injective,
  };
}

// A value under a MAC, and once more in the clear so that the receiver can check it as a counter.
const token = (value: Message): Message => apply('mac', key, tuple(value, A));
const groundToken = (name: string): GroundMessage =>
  put('mac', put('shared', alice, bob), put('tuple2', made(name), alice));
const acceptsOnce = accept('increasing', [A, B], x);
const together = { A: alice, B: bob };
const carols = [honestAgent('Carol', 0), honestAgent('Carol', 1)] as const;
const ownChannel: Channel = { trust: 'secure', from: B, to: B, once: false };
const toBob: Channel = { trust: 'secure', from: A, to: B, once: false };

const found: readonly Found[] = [
  {
    name: 'agreement on an agent that nobody authenticates, of a sort that the query does not ask to be honest',
    protocol: protocol({
      roles: [
        role('a', three, 'A', [event('start', [], A, B, C), send('1', apply('mac', key, A))]),
        role('b', three, 'B', [receive('1', apply('mac', key, A)), event('end', both, A, B, C)]),
      ],
      queries: [agreement([A, B, C], false)],
    }),
    trace: [
      start(0, 'a', { ...together, C: honestAgent('Carol', 1) }),
      start(1, 'b', { ...together, C: honestAgent('Carol', 2) }),
      step(0),
      step(0),
      step(1, put('mac', put('shared', alice, bob), alice)),
      step(1),
    ],
  },
  {
    name: 'a key that an honest server gives away, where a dishonest server would have none to give',
    protocol: protocol({
      exposures: [],
      roles: [
        role('s', { S: 'Server', A: 'Alice' }, 'S', [send('1', apply('shared', S, A))]),
        role('a', { A: 'Alice', S: 'Server' }, 'A', [event('has', ['A'], apply('shared', S, A))]),
      ],
      queries: [{ kind: 'secrecy', name: 'secrecy', event: 'has' }],
    }),
    trace: [
      start(0, 's', { S: honestAgent('Server', 0), A: alice }),
      start(1, 'a', { S: honestAgent('Server', 0), A: alice }),
      step(0),
      step(1),
    ],
  },
  {
    name: 'injective agreement where a run ends twice for one start',
    protocol: protocol({
      roles: [
        role('a', two, 'A', [
          event('start', [], A, B, fresh('n')),
          send('1', token(fresh('n'))),
          send('2', fresh('n')),
        ]),
        role('b', two, 'B', [
          receive('2', x),
          receive('1', token(x)),
          acceptsOnce,
          event('end', both, A, B, x),
          event('end', both, A, B, x),
        ]),
      ],
      queries: [agreement([A, B, x], true)],
    }),
    trace: [
      start(0, 'a', together),
      start(1, 'b', together),
      ...[step(0), step(0), step(0)],
      step(1, made('n')),
      step(1, groundToken('n')),
      ...[step(1), step(1), step(1)],
    ],
  },
  {
    name: 'injective agreement where one run starts twice, for two runs that end',
    protocol: protocol({
      roles: [
        role(
          'a',
          two,
          'A',
          ['n', 'm'].flatMap((name) => [
            event('start', [], A, B, fresh(name)),
            send(`1 ${name}`, token(fresh(name))),
            send(`2 ${name}`, fresh(name)),
          ]),
        ),
        role('b', two, 'B', [
          receive('2', x),
          receive('1', token(x)),
          acceptsOnce,
          event('end', both, A, B, x),
        ]),
      ],
      queries: [agreement([A, B, x], true)],
    }),
    trace: [
      start(0, 'a', together),
      start(1, 'b', together),
      start(2, 'b', together),
      ...[step(0), step(0), step(0), step(0), step(0), step(0)],
      ...['n', 'm'].flatMap((name, index) => [
        step(index + 1, made(name)),
        step(index + 1, groundToken(name)),
        step(index + 1),
        step(index + 1),
      ]),
    ],
  },
  {
    name: 'what a passive adversary hears from an agent that need not be honest',
    protocol: protocol({
      passive: true,
      roles: [
        role('a', two, 'A', [send('1', fresh('n'))]),
        role('b', two, 'B', [receive('1', x), event('has', ['B'], x)]),
      ],
      queries: [{ kind: 'secrecy', name: 'secrecy', event: 'has' }],
    }),
    trace: [start(0, 'a', together), start(1, 'b', together), step(0), step(1, made('n')), step(1)],
  },
  {
    name: 'an ability of the adversary that needs a public constant that no role has',
    protocol: protocol({
      theory: {
        ...theory,
        deductions: [
          {
            name: 'weakness',
            use: 'analysis',
            premises: [apply('senc', variable('k'), variable('m')), constant('trick')],
            conclusion: variable('m'),
            fromPhase: 0,
          },
        ],
      },
      roles: [
        role('a', two, 'A', [send('1', apply('senc', key, fresh('n'))), event('has', both, fresh('n'))]),
      ],
      queries: [{ kind: 'secrecy', name: 'secrecy', event: 'has' }],
    }),
    trace: [start(0, 'a', together), step(0), step(0)],
  },
  {
    name: 'what happens to an agent that an event does not ask to be honest, and that it happens to',
    protocol: protocol({
      roles: [role('a', two, 'A', [event('e', ['B'], A)])],
      queries: [{ kind: 'unreachable', name: 'end', event: 'e' }],
    }),
    trace: [start(0, 'a', together), step(0)],
  },
  {
    name: 'a run that accepts two agents, which must be different ones',
    protocol: protocol({
      roles: [
        role('a', { A: 'Alice', C: 'Carol', D: 'Carol' }, 'A', [
          ...[C, variable('D')].map((value) => accept('increasing', [A], value)),
          event('e', ['A'], A),
        ]),
      ],
      queries: [{ kind: 'unreachable', name: 'end', event: 'e' }],
    }),
    trace: [start(0, 'a', { A: alice, C: carols[0], D: carols[1] }), step(0), step(0), step(0)],
  },
  {
    name: 'injective agreement on a value that an agent accepts once from each of others',
    protocol: protocol({
      sorts: new Map([['n', 'nonce']]),
      roles: [
        role('a', three, 'A', [event('start', [], A, B, fresh('n'), C), send('1', token(fresh('n')))]),
        role(
          'b',
          three,
          'B',
          [receive('1', token(x)), accept('increasing', [B, C], x), event('end', both, A, B, x)],
          { x: 'nonce' },
        ),
      ],
      queries: [
        {
          kind: 'correspondence',
          name: 'agreement',
          end: { event: 'end', run: 'receiver', args: [A, B, x] },
          needs: [{ event: 'start', run: 'sender', args: [A, B, x, variable('anybody')] }],
          injective: true,
        },
      ],
    }),
    trace: [
      start(0, 'a', { ...together, C: carols[0] }),
      ...[step(0), step(0)],
      ...[0, 1].flatMap((index) => [
        start(index + 1, 'b', { ...together, C: carols[index] ?? alice }),
        step(index + 1, groundToken('n')),
        ...[step(index + 1), step(index + 1)],
      ]),
    ],
  },
  {
    name: 'a value that an agent takes as new once from each of others',
    protocol: protocol({
      roles: [
        role('a', { A: 'Alice', C: 'Carol', D: 'Carol' }, 'A', [
          receive('1', x),
          accept('increasing', [A, C], x),
          event('e', ['A'], A, x, variable('D')),
        ]),
      ],
      queries: [{ kind: 'unique', name: 'unique', event: 'e' }],
    }),
    trace: [0, 1].flatMap((index) => [
      start(index, 'a', { A: alice, C: carols[index] ?? alice, D: carols[0] }),
      step(index, alice),
      ...[step(index), step(index)],
    ]),
  },
  {
    name: 'a key of others than those whose keys with the adversary are known',
    protocol: protocol({
      exposures: [
        {
          message: apply('shared', adversaryConstant('Alice'), variable('o')),
          variables: new Map([['o', 'Carol']]),
          fromPhase: 0,
        },
      ],
      roles: [
        role('a', two, 'A', [send('1', apply('senc', key, constant('m')))]),
        role('b', two, 'B', [receive('1', apply('senc', key, x)), event('e', ['B'], x)]),
      ],
      queries: [{ kind: 'unreachable', name: 'end', event: 'e' }],
    }),
    trace: [
      start(0, 'a', together),
      start(1, 'b', together),
      step(0),
      step(1, put('senc', put('shared', alice, bob), { kind: 'constant', name: 'm' })),
      step(1),
    ],
  },
  {
    name: 'a message that somebody else puts on the channel between two',
    protocol: protocol({
      roles: [
        role('c', { C: 'Carol', A: 'Alice', B: 'Bob' }, 'C', [send('1', fresh('n'), toBob)]),
        role('b', two, 'B', [receive('1', x, toBob), event('e', both, x)]),
      ],
      queries: [{ kind: 'unreachable', name: 'end', event: 'e' }],
    }),
    trace: [
      start(0, 'c', { C: carols[0], ...together }),
      start(1, 'b', together),
      step(0),
      step(1, made('n')),
      step(1),
    ],
  },
  {
    name: 'two values from a dishonest agent on its channel to itself',
    protocol: protocol({
      secrets: new Set(['unknown']),
      roles: [
        role('a', two, 'A', [
          receive('1', tuple(x, variable('y')), ownChannel),
          event('e', ['A'], x, variable('y')),
        ]),
        role('b', two, 'B', [
          receive('0', apply('senc', constant('unknown'), tuple(x, variable('y')))),
          send('1', tuple(x, variable('y')), ownChannel),
        ]),
      ],
      queries: [{ kind: 'unreachable', name: 'end', event: 'e' }],
    }),
    trace: [
      start(0, 'a', { A: alice, B: adversaryConstant('Bob') }),
      step(0, put('tuple2', alice, alice)),
      step(0),
    ],
  },
  {
    name: 'a value that a run accepts from two holders, as each may',
    protocol: protocol({
      roles: [
        role('a', two, 'A', [event('start', [], A, B, fresh('n')), send('1', fresh('n'))]),
        role('b', two, 'B', [
          receive('1', x),
          ...[
            [B, A, constant('more')],
            [B, A],
          ].map((holder) => accept('increasing', holder, x)),
          event('end', both, A, B, x),
        ]),
      ],
      queries: [agreement([A, B, x], false)],
    }),
    trace: [start(0, 'b', together), step(0, alice), ...[step(0), step(0), step(0)]],
  },
  {
    name: 'a role that reads what the adversary could not read in its place',
    protocol: protocol({
      roles: [
        role('a', two, 'A', [
          receive('1', apply('penc', apply('pk', B), x)),
          send('2', apply('sign', apply('sk', A), x)),
        ]),
        role('b', two, 'B', [
          send('1', apply('penc', apply('pk', B), fresh('n'))),
          receive('2', apply('sign', apply('sk', A), fresh('n'))),
          event('e', ['B'], fresh('n')),
        ]),
      ],
      queries: [{ kind: 'unreachable', name: 'end', event: 'e' }],
    }),
    trace: [
      start(0, 'a', together),
      start(1, 'b', together),
      step(1),
      step(0, put('penc', put('pk', bob), made('n', 1))),
      step(0),
      step(1, put('sign', put('sk', alice), made('n', 1))),
      step(1),
    ],
  },
  {
    name: 'a secret that is sent after the event that asks for it, which another query needs',
    protocol: protocol({
      roles: [
        role('a', two, 'A', [event('has', both, fresh('n')), send('1', fresh('n'))]),
        role('b', two, 'B', [
          receive('1', x),
          at({ kind: 'differ', left: x, right: A }),
          event('end', both, x),
        ]),
      ],
      queries: [
        { kind: 'secrecy', name: 'secrecy', event: 'has' },
        {
          kind: 'correspondence',
          name: 'agreement',
          end: { event: 'end', run: 'receiver', args: [x] },
          needs: [{ event: 'has', run: 'sender', args: [x] }],
          injective: false,
        },
      ],
    }),
    trace: [start(0, 'a', together), step(0), step(0)],
  },
];

// What is accepted as a number is so once as well.
function acceptedOnce({ name, protocol: subject, trace }: Found): readonly Found[] {
  const roles = subject.roles.map((each) => ({
    ...each,
    steps: each.steps.map((one) => (one.kind === 'accept' ? { ...one, rule: 'once' as const } : one)),
  }));
  const accepts = subject.roles.some(({ steps }) => steps.some(({ kind }) => kind === 'accept'));
  return accepts ? [{ name: `${name}, by the rule of once`, protocol: { ...subject, roles }, trace }] : [];
}

describe.each([...found, ...found.flatMap(acceptedOnce)])('$name', ({ protocol: subject, trace }) => {
  const [query] = subject.queries;

  test('the trace is a violation', () => {
    const execution = replay(subject, { actions: trace });
    expect('code' in execution ? execution : query && violates(execution, query)).toBe(true);
  });

  test('so it is not said to hold', () => {
    expect(verify(subject, options).map(({ answer }) => answer.kind)).not.toContain('holds');
  });
});

// The abstraction without phases finds this one, so that nothing wrong is said in the end.
test('a message to a dishonest agent is had when it is sent, not when it could have been received', () => {
  const subject = protocol({
    phases: 2,
    roles: [
      role('a', three, 'A', [send('1', fresh('n'), toBob), receive('2', fresh('n')), event('has', ['A'], A)]),
      role('b', three, 'B', [at({ kind: 'receive', label: '1', pattern: x, channel: toBob }, 1)]),
    ],
    queries: [{ kind: 'unreachable', name: 'end', event: 'has' }],
  });
  expect(verify(subject, options).map(({ answer }) => answer.kind)).toEqual(['violated']);
  const prover = new Prover(
    subject,
    subject.queries,
    { memory: 'full', phased: true },
    new StepBudget(options),
  );
  expect(subject.queries.map((query) => prover.prove(query).outcome)).not.toContain('proved');
});
