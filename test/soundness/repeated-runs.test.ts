import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Replayer } from '#core/kernel/execution.ts';
import { groundMessage, type Value } from '#core/kernel/value.ts';
import { violates } from '#core/kernel/violation.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import {
  adversaryConstant,
  adversaryValue,
  honestAgent,
  type GroundMessage,
} from '#core/protocol/message.ts';
import type { Channel, Protocol, Role, RoleStep } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import {
  accept,
  apply,
  constant,
  event,
  fresh,
  number,
  protocol,
  receive,
  role,
  send,
  tuple,
  variable,
} from './notation.ts';
import { runs } from '../support/random.ts';

// Random protocols of several phases, many of which repeat each other, executed at random: nothing happens that was
// said to be impossible. Here questions are asked of parts of a protocol, and of roles that stand for others.

const [A, B, x, y] = [variable('A'), variable('B'), variable('x'), variable('y')];
const key = apply('shared', A, B);
const both = ['A', 'B'];
const phases = 4;

const itself = (agent: 'A' | 'B', once: boolean): Channel => ({
  trust: 'secure',
  from: variable(agent),
  to: variable(agent),
  once,
});

type Part = 'sends' | 'takes';

/** What a round does after it took up its state and before it leaves one, as one of its two roles sees it. */
interface Round {
  readonly name: string;
  readonly steps: (phase: number) => Readonly<Record<Part, readonly RoleStep[]>>;
}

// A value of a round: of its own, or what the round before left.
const rounds: readonly Round[] = [
  {
    name: 'a value under the key',
    steps: (phase) => ({
      sends: [
        event('start', [], A, B, fresh(`n${phase}`)),
        event('keeps', both, fresh(`n${phase}`)),
        send(`m${phase}`, apply('senc', key, tuple(constant('one'), fresh(`n${phase}`)))),
      ],
      takes: [
        receive(`m${phase}`, apply('senc', key, tuple(constant('one'), x))),
        event('end', both, A, B, x),
      ],
    }),
  },
  {
    name: 'a value under the key, told afterwards',
    steps: (phase) => ({
      sends: [
        event('start', [], A, B, fresh(`n${phase}`)),
        send(`m${phase}`, apply('senc', key, tuple(constant('one'), fresh(`n${phase}`)))),
        receive(`o${phase}`, fresh(`n${phase}`)),
      ],
      takes: [
        receive(`m${phase}`, apply('senc', key, tuple(constant('one'), x))),
        event('end', both, A, B, x),
        send(`o${phase}`, x),
      ],
    }),
  },
  {
    name: 'a counter that is checked',
    steps: (phase) => ({
      sends: [
        number(`c${phase}`),
        accept('increasing', [A, B], variable(`c${phase}`), { memory: 'C counted' }),
        event('start', [], A, B, fresh(`n${phase}`)),
        send(`m${phase}`, apply('mac', key, tuple(fresh(`n${phase}`), variable(`c${phase}`)))),
        send(`o${phase}`, tuple(fresh(`n${phase}`), variable(`c${phase}`))),
      ],
      takes: [
        receive(`o${phase}`, tuple(x, y)),
        receive(`m${phase}`, apply('mac', key, tuple(x, y))),
        accept('increasing', [A, B], y, { memory: 'C accepted' }),
        event('end', both, A, B, x),
      ],
    }),
  },
  {
    name: 'what was left, as a key for the next',
    steps: (phase) => ({
      sends: [
        event('keeps', both, fresh(`n${phase}`)),
        send(`m${phase}`, apply('senc', variable('state'), fresh(`n${phase}`))),
      ],
      takes: [receive(`m${phase}`, apply('senc', variable('state'), x)), event('takes', both, x)],
    }),
  },
  {
    name: 'what was left, given away',
    steps: () => ({
      sends: [send('g', variable('state'))],
      takes: [event('takes', both, variable('state'))],
    }),
  },
  {
    name: 'whatever comes, under the key',
    steps: (phase) => ({
      sends: [receive(`p${phase}`, x), send(`m${phase}`, apply('senc', key, x))],
      takes: [receive(`m${phase}`, apply('senc', key, x)), event('takes', both, x)],
    }),
  },
];

/** Whether a round leaves a value of its own, and to how many of the next. */
interface Handing {
  readonly renews: boolean;
  readonly once: boolean;
}

// Every role takes up what the phase before left to it, and leaves that, or a value of its round.
function roleOf(part: Part, phase: number, round: Round, { renews, once }: Handing, tag: string): Role {
  const [agent, other] = part === 'sends' ? (['A', 'B'] as const) : (['B', 'A'] as const);
  const steps = round.steps(phase)[part];
  const made = steps.some((step) => JSON.stringify(step).includes(`"n${phase}"`));
  const left = !renews
    ? variable('state')
    : made
      ? fresh(`n${phase}`)
      : steps.some(binds)
        ? x
        : variable('state');
  const label = (at: number): string => `${tag}${agent}${at}`;
  return role(
    `${part} ${phase}`,
    { A: 'Alice', B: 'Bob' },
    agent,
    [
      phase === 0
        ? receive('first', apply('senc', key, tuple(constant('zero'), variable('state'))))
        : receive(label(phase - 1), tuple(variable(other), variable('state')), itself(agent, once)),
      ...steps,
      send(label(phase), tuple(variable(other), left), itself(agent, once)),
    ].map((step) => ({ ...step, phase })),
    { [`c${phase}`]: 'counter' },
  );
}

function binds(step: RoleStep): boolean {
  return step.kind === 'receive' && JSON.stringify(step.pattern).includes('"x"');
}

const agreement = (injective: boolean): Query => ({
  kind: 'correspondence',
  name: injective ? 'injective agreement' : 'agreement',
  end: { event: 'end', run: 'receiver', args: [A, B, x] },
  needs: [{ event: 'start', run: 'sender', args: [A, B, x] }],
  injective,
});

const queries: readonly Query[] = [
  { kind: 'secrecy', name: 'secrecy', event: 'keeps' },
  { kind: 'secrecy', name: 'secrecy of what was taken', event: 'takes' },
  { kind: 'unique', name: 'uniqueness', event: 'takes' },
  agreement(false),
  agreement(true),
];

const start = role('start', { A: 'Alice', B: 'Bob' }, 'A', [
  send('first', apply('senc', key, tuple(constant('zero'), fresh('s')))),
]);

const subjects: fc.Arbitrary<Protocol> = fc
  .tuple(
    fc.array(fc.nat(rounds.length - 1), { minLength: 1, maxLength: 2 }),
    fc.array(fc.boolean(), { minLength: phases, maxLength: phases }),
    fc.record({ renews: fc.boolean(), once: fc.boolean() }),
  )
  .map(([chosen, order, handing]) => {
    const roles = order.flatMap((first, phase) => {
      const round = rounds[chosen[first ? 0 : chosen.length - 1] ?? 0];
      if (round === undefined) return [];
      return (['sends', 'takes'] as const).map((part) => roleOf(part, phase, round, handing, 'state '));
    });
    return protocol({ phases, numberSorts: ['counter'], roles: [start, ...roles], queries });
  });

/** The names of the queries that one random execution violates; `choose` gives a number below its argument. */
function violated(subject: Protocol, choose: (count: number) => number): readonly string[] {
  const player = new Replayer(subject);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[choose(items.length)];
  const agents = (own: string | null): ReadonlyMap<string, GroundMessage> =>
    new Map(
      [
        ['A', 'Alice'],
        ['B', 'Bob'],
      ].map(([name = '', sort = '']) => {
        const dishonest = name !== own && choose(5) === 0;
        return [name, dishonest ? adversaryConstant(sort) : honestAgent(sort, 0)];
      }),
    );
  let [runs, phase] = [0, 0];
  for (let index = 0; index < 90; index += 1) {
    const dice = choose(12);
    if (dice === 0 && phase + 1 < phases) {
      phase += 1;
      player.take({ kind: 'phase', phase }, index);
    } else if (dice < 4 && runs < 12) {
      const current = subject.roles.filter(({ steps }) => steps[0]?.phase === phase);
      const next = pick(current);
      if (next === undefined) continue;
      const begins = { kind: 'start', run: runs, role: next.name, agents: agents(next.self) } as const;
      if (player.take(begins, index) === null) runs += 1;
    } else if (runs > 0) {
      const run = choose(runs);
      const step = player.nextStep(run);
      if (step === undefined) continue;
      const offered = step.kind === 'receive' ? offers(player) : step.kind === 'number' ? numbers : [null];
      for (let tries = 0; tries < 20; tries += 1) {
        const received = pick(offered);
        if (received === undefined) break;
        if (player.take({ kind: 'step', run, received }, index) === null) break;
      }
    }
  }
  const execution = player.execution();
  return queries.filter((query) => violates(execution, query)).map(({ name }) => name);
}

const numbers = [1, 2, 3, 4, 5, 6].map((each) => adversaryValue('counter', each));

// What was sent, its parts, and what comes of putting those under the key.
function offers(player: Replayer): readonly GroundMessage[] {
  const found = new Map<number, Value>();
  const visit = (value: Value): void => {
    found.set(value.key, value);
    value.args.forEach(visit);
  };
  for (const { message } of player.execution().transmissions) visit(message);
  const messages = [...found.values()].map(groundMessage);
  const shared: GroundMessage = {
    kind: 'apply',
    symbol: 'shared',
    args: [adversaryConstant('Alice'), honestAgent('Bob', 0)],
  };
  return [
    ...messages,
    ...messages.map((each): GroundMessage => ({ kind: 'apply', symbol: 'senc', args: [shared, each] })),
  ];
}

const options = { clauses: 3000, cancelled: () => false, progress: () => undefined };

test('what happens in an execution was not said to be impossible', () => {
  fc.assert(
    fc.property(subjects, fc.array(fc.nat(), { minLength: 64, maxLength: 64 }), (subject, numbers) => {
      const seen = new Set<string>();
      numbers.forEach((seed, walk) => {
        let position = seed + walk;
        const choose = (count: number): number => {
          // A linear congruential generator (Numerical Recipes): the walk is as random as its seed.
          position = (Math.imul(position, 1664525) + 1013904223) >>> 0;
          return Math.floor((position / 2 ** 32) * count);
        };
        for (const name of violated(subject, choose)) seen.add(name);
      });
      if (seen.size === 0) return;
      for (const { query, answer } of verify(subject, options)) {
        if (seen.has(query)) expect(`${query}: ${answer.kind}`).not.toBe(`${query}: holds`);
      }
    }),
    { numRuns: runs(25) },
  );
});
