import { expect, test } from 'vitest';
import { Prover } from '#core/analysis/4-prove/prove.ts';
import { StepBudget } from '#core/analysis/4-prove/step-budget.ts';
import { replay } from '#core/kernel/execution.ts';
import { violates } from '#core/kernel/violation.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import { adversaryConstant, type Message } from '#core/protocol/message.ts';
import type { Protocol, RoleStep } from '#core/protocol/protocol.ts';
import type { FunctionSymbol } from '#core/protocol/theory.ts';

const variable = (name: string): Message => ({ kind: 'variable', name });
const fresh = (name: string): Message => ({ kind: 'fresh', name });
const apply = (symbol: string, ...args: Message[]): Message => ({ kind: 'apply', symbol, args });
const publicKey = (owner: string): Message => apply('pk', variable(owner));

function symbol(name: string, arity: number, kind: 'plain' | 'transparent' | 'private'): FunctionSymbol {
  const [transparent, secret] = [kind === 'transparent', kind === 'private'];
  return { name, arity, transparent, private: secret, exponential: false, sort: 'any' };
}

const open = { trust: 'public' } as const;
const send = (label: string, message: Message): RoleStep => ({
  phase: 0,
  kind: 'send',
  label,
  message,
  channel: open,
});
const receive = (label: string, pattern: Message): RoleStep => ({
  phase: 0,
  kind: 'receive',
  label,
  pattern,
  channel: open,
});
const event = (name: string, ...args: Message[]): RoleStep => ({
  phase: 0,
  kind: 'event',
  event: name,
  args,
  honest: ['A', 'B'],
});

const parameters = ['A', 'B'].map((name) => ({ name, sort: 'Agent' }));
const agreed = ['A', 'B', 'x', 'y'].map(variable);

// The public-key protocol of Needham and Schroeder, 1978, without the key server; Lowe's repair of 1995 adds
// the responder's name to the second message.
function needhamSchroeder(repaired: boolean): Protocol {
  const answer = (one: Message, other: Message): Message =>
    apply('penc', apply('pair', one, repaired ? apply('pair', other, variable('B')) : other), publicKey('A'));
  return {
    name: 'Needham-Schroeder',
    theory: {
      symbols: new Map(
        [
          symbol('pair', 2, 'transparent'),
          symbol('pk', 1, 'plain'),
          symbol('sk', 1, 'private'),
          symbol('penc', 2, 'plain'),
        ].map((each) => [each.name, each]),
      ),
      rewrites: [
        {
          symbol: 'pdec',
          args: [apply('penc', variable('m'), publicKey('o')), apply('sk', variable('o'))],
          result: variable('m'),
        },
      ],
      deductions: [],
    },
    agentSorts: ['Agent'],
    numberSorts: [],
    sorts: new Map([
      ['na', 'Nonce'],
      ['nb', 'Nonce'],
    ]),
    secrets: new Set(),
    exposures: [
      {
        message: apply('sk', adversaryConstant('Agent')),
        variables: new Map(),
        fromPhase: 0,
      },
    ],
    phases: 1,
    passive: false,
    roles: [
      {
        name: 'initiator',
        self: 'A',
        runs: null,
        parameters,
        sorts: new Map([['y', 'Nonce']]),
        steps: [
          send('1', apply('penc', apply('pair', fresh('na'), variable('A')), publicKey('B'))),
          receive('2', answer(fresh('na'), variable('y'))),
          event('initiated', variable('A'), variable('B'), fresh('na'), variable('y')),
          send('3', apply('penc', variable('y'), publicKey('B'))),
          event('initiator has', variable('y')),
        ],
      },
      {
        name: 'responder',
        self: 'B',
        runs: null,
        parameters,
        sorts: new Map([['x', 'Nonce']]),
        steps: [
          receive('1', apply('penc', apply('pair', variable('x'), variable('A')), publicKey('B'))),
          event('answered', variable('A'), variable('B'), variable('x'), fresh('nb')),
          send('2', answer(variable('x'), fresh('nb'))),
          receive('3', apply('penc', fresh('nb'), publicKey('B'))),
          event('responded', variable('A'), variable('B'), variable('x'), fresh('nb')),
          event('responder has', fresh('nb')),
        ],
      },
    ],
    queries: [
      { kind: 'secrecy', name: 'secret of the initiator', event: 'initiator has' },
      { kind: 'secrecy', name: 'secret of the responder', event: 'responder has' },
      {
        kind: 'correspondence',
        name: 'the initiator agrees',
        end: { event: 'initiated', run: 'i', args: agreed },
        needs: [{ event: 'answered', run: 'r', args: agreed }],
        injective: true,
      },
      {
        kind: 'correspondence',
        name: 'the responder agrees',
        end: { event: 'responded', run: 'r', args: agreed },
        needs: [{ event: 'initiated', run: 'i', args: agreed }],
        injective: true,
      },
    ],
  };
}

function outcomes(protocol: Protocol, clauses: number): readonly (readonly [string, string])[] {
  const budget = new StepBudget({ clauses, cancelled: () => false });
  const prover = new Prover(protocol, protocol.queries, { memory: 'full', phased: false }, budget);
  return protocol.queries.map((query) => [query.name, prover.prove(query).outcome]);
}

test('Needham-Schroeder: the initiator is sure, the responder is not (Lowe, 1995)', () => {
  expect(outcomes(needhamSchroeder(false), 5000)).toEqual([
    ['secret of the initiator', 'proved'],
    ['secret of the responder', 'derivable'],
    ['the initiator agrees', 'proved'],
    ['the responder agrees', 'derivable'],
  ]);
});

test("Lowe's repair is proved, also when a message may stand for a nonce", () => {
  const typed = needhamSchroeder(true);
  const untyped = { ...typed, roles: typed.roles.map((role) => ({ ...role, sorts: new Map() })) };
  for (const protocol of [typed, untyped]) {
    expect(outcomes(protocol, 5000).map(([, outcome]) => outcome)).toEqual(Array(4).fill('proved'));
  }
});

test('a prover that is stopped proves nothing', () => {
  expect(outcomes(needhamSchroeder(false), 3).map(([, outcome]) => outcome)).not.toContain('proved');
});

test('attacks are replayed: the responder is fooled in two runs, and none is claimed of the repair', () => {
  const options = { clauses: 5000, cancelled: () => false, progress: () => undefined };
  const broken = verify(needhamSchroeder(false), options);
  expect(broken.map(({ answer }) => answer.kind)).toEqual(['holds', 'violated', 'holds', 'violated']);
  for (const { query, answer } of broken) {
    if (answer.kind !== 'violated') continue;
    const protocol = needhamSchroeder(false);
    const asked = protocol.queries.find(({ name }) => name === query);
    const execution = replay(protocol, answer.trace);
    expect('code' in execution ? execution.code : asked && violates(execution, asked)).toBe(true);
    expect(answer.trace.actions.filter(({ kind }) => kind === 'start')).toHaveLength(2);
    // The same trace cannot happen to the repaired protocol.
    expect('code' in replay(needhamSchroeder(true), answer.trace)).toBe(true);
  }
});

// A sends a keyed check of a value to B; what B does against a second copy is the subject.
function authenticated(freshness: 'none' | 'accept' | 'nonce'): Protocol {
  const base = needhamSchroeder(true);
  const key = apply('k', variable('A'), variable('B'));
  const at = { phase: 0 } as const;
  const accept = (memory: string, value: string): RoleStep => ({
    ...at,
    kind: 'accept',
    rule: 'increasing',
    memory: `C ${memory}`,
    above: [],
    passed: [],
    holder: [variable('A'), variable('B')],
    value: variable(value),
  });
  const value: Message =
    freshness === 'none' ? fresh('d') : freshness === 'accept' ? variable('c') : variable('n');
  const content = (first: Message, second: Message): Message =>
    apply('pair', first, apply('pair', second, apply('mac', apply('pair', first, second), key)));
  return {
    ...base,
    theory: {
      symbols: new Map(
        [symbol('pair', 2, 'transparent'), symbol('mac', 2, 'plain'), symbol('k', 2, 'private')].map(
          (each) => [each.name, each],
        ),
      ),
      rewrites: [],
      deductions: [],
    },
    sorts: new Map(),
    numberSorts: ['counter'],
    exposures: [],
    roles: [
      {
        name: 'sender',
        self: 'A',
        runs: null,
        parameters,
        sorts: new Map([['c', 'counter']]),
        steps: [
          ...(freshness === 'nonce' ? [receive('0', variable('n'))] : []),
          ...(freshness === 'accept'
            ? [{ ...at, kind: 'number', variable: 'c', of: 'C', anew: true } as const, accept('counted', 'c')]
            : []),
          event('sent', variable('A'), variable('B'), fresh('d'), value),
          send('1', content(fresh('d'), value)),
        ],
      },
      {
        name: 'receiver',
        self: 'B',
        runs: null,
        parameters,
        sorts: new Map(),
        steps: [
          ...(freshness === 'nonce' ? [send('0', fresh('m'))] : []),
          receive('1', content(variable('x'), freshness === 'nonce' ? fresh('m') : variable('y'))),
          ...(freshness === 'accept' ? [accept('accepted', 'y')] : []),
          event(
            'got',
            variable('A'),
            variable('B'),
            variable('x'),
            freshness === 'nonce' ? fresh('m') : variable('y'),
          ),
          event('took', variable('x')),
        ],
      },
    ],
    queries: [false, true].map((injective) => ({
      kind: 'correspondence' as const,
      name: injective ? 'injective' : 'non-injective',
      end: { event: 'got', run: 'r', args: agreed },
      needs: [{ event: 'sent', run: 's', args: agreed }],
      injective,
    })),
  };
}

test('a counter that is checked, or a nonce, makes agreement injective; nothing else does', () => {
  const options = { clauses: 5000, cancelled: () => false, progress: () => undefined };
  const answers = (freshness: 'none' | 'accept' | 'nonce'): readonly string[] => {
    const protocol = authenticated(freshness);
    const unique = { kind: 'unique', name: 'taken once', event: 'took' } as const;
    return verify({ ...protocol, queries: [...protocol.queries, unique] }, options).map(
      ({ answer }) => answer.kind,
    );
  };
  expect(answers('none')).toEqual(['holds', 'violated', 'violated']);
  expect(answers('nonce')).toEqual(['holds', 'holds', 'holds']);
  expect(answers('accept')).toEqual(['holds', 'holds', 'holds']);
});

test('what the adversary opens in a later phase with a key of an earlier one is not forgotten', () => {
  const base = needhamSchroeder(true);
  const step = (phase: number, each: RoleStep): RoleStep => ({ ...each, phase });
  const protocol: Protocol = {
    ...base,
    phases: 2,
    theory: {
      symbols: new Map([symbol('enc', 2, 'plain')].map((each) => [each.name, each])),
      rewrites: [
        {
          symbol: 'dec',
          args: [apply('enc', variable('m'), variable('k')), variable('k')],
          result: variable('m'),
        },
      ],
      deductions: [],
    },
    sorts: new Map(),
    exposures: [],
    queries: [{ kind: 'secrecy', name: 'the secret', event: 'has' }],
    roles: [
      {
        name: 'careless',
        self: 'A',
        runs: null,
        parameters,
        sorts: new Map(),
        steps: [
          step(0, send('key', fresh('k'))),
          step(1, event('has', fresh('s'))),
          step(1, send('box', apply('enc', apply('enc', fresh('s'), fresh('k')), fresh('k')))),
        ],
      },
    ],
  };
  for (const phased of [false, true]) {
    const prover = new Prover(
      protocol,
      protocol.queries,
      { memory: 'full', phased },
      new StepBudget({ clauses: 1000, cancelled: () => false }),
    );
    expect(protocol.queries.map((query) => prover.prove(query).outcome)).toEqual(['derivable']);
  }
  const options = { clauses: 1000, cancelled: () => false, progress: () => undefined };
  expect(verify(protocol, options).map(({ answer }) => answer.kind)).toEqual(['violated']);
});
