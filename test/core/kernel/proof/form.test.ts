import { describe, expect, test } from 'vitest';
import type {
  Certificate,
  CertifiedClause,
  CertifiedFact,
  CertifiedTerm,
} from '#core/kernel/proof/certificate.ts';
import { CertificateChecker, checkCertificate, type CheckLimits } from '#core/kernel/proof/check.ts';
import { Terms } from '#core/kernel/proof/exact-rule.ts';
import { Reader } from '#core/kernel/proof/read.ts';
import { Work } from '#core/kernel/proof/work.ts';
import { adversaryConstant, adversaryValue, type Constant, type Message } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { FunctionSymbol } from '#core/protocol/theory.ts';
import {
  accept,
  apply,
  constant as named,
  event,
  receive,
  role,
  send,
  variable as variableNamed,
} from '../../../soundness/notation.ts';
import { certificateOf, codesOf } from './codes.ts';
import { A, agents, challenge, n } from './protocols.ts';

const sound = certificateOf(challenge);

const variable = (number: number): CertifiedTerm => ({ kind: 'variable', number });
const constant = (value: Constant): CertifiedTerm => ({ kind: 'constant', constant: value });
const hash = (...args: readonly CertifiedTerm[]): CertifiedTerm => ({ kind: 'apply', symbol: 'hash', args });
const has = (...args: readonly CertifiedTerm[]): CertifiedFact => ({ predicate: 'attacker', epoch: 0, args });
const on = (label: string, ...args: readonly CertifiedTerm[]): CertifiedFact => ({
  predicate: 'channel',
  label,
  part: null,
  args,
});
const [x, y] = [variable(0), variable(1)];
const made: CertifiedTerm = {
  kind: 'fresh',
  name: 'n',
  args: [{ kind: 'run', role: 'a', session: x }, y, variable(2)],
};
const unknown: CertifiedTerm = { kind: 'apply', symbol: 'nothing', args: [] };

/** A clause of two variables that says what follows from nothing else. */
const clause = (parts: Partial<CertifiedClause>): CertifiedClause => ({
  sorts: ['any', 'any'],
  hypotheses: [has(x)],
  conclusion: has(hash(x)),
  differ: [],
  selected: null,
  ...parts,
});

/** What is said of all queries of a proof with one more clause. */
function saidWith(one: CertifiedClause): string {
  const codes = codesOf(challenge, { ...sound, clauses: [...sound.clauses, one] });
  return [...new Set(Object.values(codes))].join();
}

describe('a clause', () => {
  test('that says no more than others changes nothing', () => {
    expect(saidWith(clause({}))).toBe('accepted');
  });

  test.each<[string, Partial<CertifiedClause>]>([
    ['selects a hypothesis that it has not', { selected: 1 }],
    ['selects none of its hypotheses', { selected: 0.5 }],
    ['has a hypothesis of a symbol that there is not', { hypotheses: [has(x), on('m', unknown)] }],
    ['has a value of such a symbol', { hypotheses: [has({ kind: 'fresh', name: 'n', args: [unknown] })] }],
    ['has an application of too many arguments', { conclusion: has(hash(x, y)) }],
    ['has an application of too few', { conclusion: has(hash()) }],
    ['has a variable without a sort', { hypotheses: [has(variable(2))] }],
    ['says that the adversary has two terms at once', { hypotheses: [has(x, y)] }],
    ['says that it has none', { hypotheses: [has()] }],
    ['speaks of a moment that is no epoch', { hypotheses: [{ ...has(x), epoch: 0.5 } as CertifiedFact] }],
    ['speaks of a moment before the first', { hypotheses: [{ ...has(x), epoch: -1 } as CertifiedFact] }],
    ['compares what is no term', { differ: [[x, unknown]] }],
  ])('that %s is no clause', (_, parts) => {
    expect(saidWith(clause(parts))).toBe('clause-malformed');
  });

  test.each<[string, Partial<CertifiedClause>]>([
    ['needs', { hypotheses: [has({ kind: 'apply', symbol: 'tuple2', args: [x, y] })] }],
    ['gives', { conclusion: has({ kind: 'apply', symbol: 'tuple2', args: [x, x] }) }],
  ])('that %s a whole tuple, for whose parts others wait, is refused', (_, parts) => {
    expect(saidWith(clause(parts))).toBe('clause-has-tuple');
  });

  test('that gives what is compared, which may be a tuple, is refused', () => {
    const differ = [[x, constant({ kind: 'constant', name: 'hello' })] as const];
    expect(saidWith(clause({ conclusion: has(x), differ }))).toBe('clause-gives-what-it-binds');
  });

  test.each<[string, Constant[]]>([
    ['an honest agent without an origin', [{ kind: 'constant', name: 'honest:Alice:7' }]],
    ["the adversary's value without an origin", [{ kind: 'constant', name: 'adversary:Alice:7' }]],
    ['two of one name', [adversaryConstant('Alice:7'), adversaryValue('Alice', 7)]],
  ])('that is written with %s is refused', (_, constants) => {
    expect(saidWith(clause({ hypotheses: [has(x), on('m', ...constants.map(constant))] }))).toBe(
      'constants-clash',
    );
  });

  test('is bounded in size, and so are all together', () => {
    const wide = (size: number): CertifiedClause =>
      clause({ hypotheses: [on('m', ...Array.from({ length: size }, () => x))] });
    expect(saidWith(wide(1_000))).toBe('accepted');
    expect(saidWith(wide(60_000))).toBe('clause-too-large');
    // Clauses that nobody keeps: what has been read of them counts all the same.
    const reader = new Reader(
      new Terms(challenge),
      new Set(),
      new Work(Number.POSITIVE_INFINITY, () => false),
    );
    const one = { ...wide(49_000), sorts: [] };
    let read = 0;
    while (reader.clause(one) === 'clause-malformed' && read < 250) read += 1;
    expect(read).toBeGreaterThan(150);
    expect(read).toBeLessThan(250);
  });
});

test('goals are written with the constants of the clauses', () => {
  const goals = new Map(
    [...sound.goals].map(([name, all]) => {
      const other = { kind: 'constant', name: 'adversary:Alice' } as const;
      return [name, all.map((goal) => ({ ...goal, differ: [[constant(other), x] as const] }))] as const;
    }),
  );
  expect(new Set(Object.values(codesOf(challenge, { ...sound, goals })))).toEqual(
    new Set(['constants-clash']),
  );
});

test('a proof is read through its own view, whatever other proof is by the same clauses', () => {
  const checker = new CertificateChecker(challenge);
  const said = (certificate: Certificate): readonly string[] =>
    [...checker.check(certificate).values()].map((each) => ('code' in each ? each.code : each.verdict));
  expect(new Set(said(sound))).toEqual(new Set(['accepted']));
  const other: Certificate = { ...sound, view: { ...sound.view, epochs: 0 } };
  expect(new Set(said(other))).toEqual(new Set(['view-phases']));
  expect(new Set(said(sound))).toEqual(new Set(['accepted']));
});

describe('effort', () => {
  const said = (certificate: Certificate, limits: CheckLimits): readonly string[] =>
    [...checkCertificate(challenge, certificate, limits).values()].map((each) =>
      'code' in each ? each.code : each.verdict,
    );

  test('is counted for each query by itself', () => {
    const once: Certificate = { ...sound, queries: ['secrecy'] };
    let work = 1;
    while (said(once, { work })[0] === 'budget') work *= 2;
    expect(said(once, { work })).toEqual(['accepted']);
    const often = { ...sound, queries: Array.from({ length: 500 }, () => 'secrecy') };
    expect(said(often, { work })).toEqual(['accepted']);
  });

  test('ends where terms that are put into each other grow deeper than the stack', () => {
    // Each stands for a tower of hashes over the next one.
    const [count, height] = [120, 390];
    const all = Array.from({ length: count }, (_, number) => variable(number));
    const tower = (over: CertifiedTerm): CertifiedTerm => {
      let term = over;
      for (let level = 0; level < height; level += 1) term = hash(term);
      return term;
    };
    const sorts = all.map(() => 'any');
    const [, ...later] = all;
    const towers: CertifiedClause = {
      ...clause({ sorts, hypotheses: [] }),
      conclusion: on('p', ...later.map(tower), ...later),
    };
    const waiting: CertifiedClause = {
      ...clause({ sorts, selected: 0, conclusion: on('q', all[0] ?? x) }),
      hypotheses: [on('p', ...all.slice(0, -1), ...later)],
    };
    const certificate = { ...sound, clauses: [waiting, towers, ...sound.clauses] };
    expect(new Set(said(certificate, {}))).toEqual(new Set(['clause-too-deep']));
  });
});

describe('what a clause waits for', () => {
  const hello = named('hello');
  const secretly = (awaited: Message, value: Message): Protocol => ({
    ...challenge,
    roles: [
      role('a', agents, 'A', [
        receive('m', awaited),
        event('secret', ['A', 'B'], value),
        ...(value.kind === 'fresh' ? [send('m2', value)] : []),
      ]),
    ],
    queries: challenge.queries.slice(0, 1),
  });
  // Without what the adversary has by having the constant.
  const without = (certificate: Certificate): readonly CertifiedClause[] =>
    certificate.clauses.filter(
      ({
        selected,
        conclusion: {
          predicate,
          args: [term],
        },
      }) => {
        const isHello = term?.kind === 'constant' && term.constant.name === 'hello';
        return !(selected === null && predicate === 'attacker' && (isHello || term?.kind === 'fresh'));
      },
    );

  test('as a public constant is a rule: everybody has it', () => {
    const waits = secretly(hello, n);
    const certificate = certificateOf(waits);
    expect(codesOf(waits, certificate)).toEqual({ secrecy: 'goal-violates' });
    const waiting = clause({
      sorts: ['any', 'Alice', 'Bob'],
      hypotheses: [has(constant({ kind: 'constant', name: 'hello' }))],
      conclusion: has(made),
      selected: 0,
    });
    const goal = clause({
      sorts: ['any', 'Alice', 'Bob'],
      hypotheses: [has(made)],
      conclusion: { predicate: 'event', event: 'secret', args: [] },
      selected: 0,
    });
    const forged = {
      ...certificate,
      clauses: [waiting, ...without(certificate)],
      goals: new Map([['secrecy', [goal]]]),
    };
    expect(codesOf(waits, forged)).toEqual({ secrecy: 'rule-not-covered' });
  });

  test('as a public constant in a goal is a rule as well', () => {
    const says = secretly(variableNamed('x'), hello);
    const certificate = certificateOf(says);
    expect(codesOf(says, certificate)).toEqual({ secrecy: 'goal-violates' });
    const goal = clause({
      sorts: [],
      hypotheses: [has(constant({ kind: 'constant', name: 'hello' }))],
      conclusion: { predicate: 'event', event: 'secret', args: [] },
      selected: 0,
    });
    const forged = { ...certificate, clauses: without(certificate), goals: new Map([['secrecy', [goal]]]) };
    expect(codesOf(says, forged)).toEqual({ secrecy: 'rule-not-covered' });
  });
});

describe('a protocol', () => {
  const saidOf = (protocol: Protocol): string => [...new Set(Object.values(codesOf(protocol, sound)))].join();
  const withStep = (step: Protocol['roles'][number]['steps'][number], on = challenge): Protocol => ({
    ...on,
    roles: on.roles.map((each) => ({ ...each, steps: [...each.steps, step] })),
  });
  const withSymbol = (symbol: FunctionSymbol, name = symbol.name): Protocol => ({
    ...challenge,
    theory: { ...challenge.theory, symbols: new Map([...challenge.theory.symbols, [name, symbol]]) },
  });
  const symbol = {
    name: 'new',
    arity: 2,
    transparent: false,
    private: false,
    exponential: false,
    sort: 'any',
  };
  const exposing = (message: Message): Protocol => ({
    ...challenge,
    exposures: [...challenge.exposures, { message, variables: new Map(), fromPhase: 0 }],
  });
  const deep = (levels: number): Message => {
    let message: Message = A;
    for (let level = 0; level < levels; level += 1) message = apply('hash', message);
    return message;
  };
  const without = (name: string): ReadonlyMap<string, FunctionSymbol> =>
    new Map([...challenge.theory.symbols].filter(([each]) => each !== name));

  test('that is well formed is looked at', () => {
    expect(saidOf(challenge)).toBe('accepted');
    expect(saidOf(withStep(send('m9', deep(300))))).toBe('accepted');
    expect(saidOf(withSymbol(symbol))).toBe('rule-not-covered');
    expect(saidOf(exposing(named('hello')))).toBe('rule-not-covered');
  });

  test.each<[string, Protocol]>([
    ['has a symbol under the name of another', withSymbol(symbol, 'other')],
    ['has two symbols that commute', withSymbol({ ...symbol, exponential: true })],
    [
      'has one that commutes, of three arguments',
      {
        ...withSymbol({ ...symbol, exponential: true, arity: 3 }),
        theory: {
          ...challenge.theory,
          symbols: new Map([...without('exp'), ['new', { ...symbol, exponential: true, arity: 3 }]]),
        },
      },
    ],
    [
      'has one that commutes and is transparent',
      {
        ...challenge,
        theory: {
          ...challenge.theory,
          symbols: new Map([...without('exp'), ['new', { ...symbol, exponential: true, transparent: true }]]),
        },
      },
    ],
    ['has tuples of a sort', withSymbol({ ...symbol, transparent: true, sort: 'nonce' })],
    ['has a generator of a sort', { ...challenge, sorts: new Map([['generator', 'nonce']]) }],
    ['sends what has no symbol', withStep(send('m9', apply('nothing', A)))],
    ['sends too many arguments', withStep(send('m9', apply('hash', A, A)))],
    ['exposes what has no symbol', exposing(apply('nothing', A))],
    ['exposes a value that no run made', exposing(n)],
    [
      'asks about a value that no run made',
      {
        ...challenge,
        queries: challenge.queries.map((query) =>
          query.kind === 'correspondence' ? { ...query, end: { ...query.end, args: [n, n, n] } } : query,
        ),
      },
    ],
    ['sends what is too deep to be looked at', withStep(send('m9', deep(500)))],
    ['sends what is deeper than any stack', withStep(send('m9', deep(100_000)))],
    [
      'lets a label go over two kinds of channels where the adversary only listens',
      {
        ...withStep(receive('m2', A, { trust: 'secure', from: A, to: A, once: false })),
        passive: true,
      },
    ],
    [
      'remembers values as it remembers deliveries',
      withStep(accept('once', [A], A, { memory: 'delivery of m2' })),
    ],
    ["writes the dishonest agent's name otherwise", withStep(send('m9', named('adversary:Alice')))],
    ["writes an honest agent's name otherwise", withStep(send('m9', named('honest:Alice:0')))],
    [
      'writes two constants of one name',
      withStep(
        send('m9', adversaryConstant('Alice')),
        withStep(send('m8', { kind: 'constant', name: 'adversary:Alice' })),
      ),
    ],
  ])('that %s is not looked at', (_, protocol) => {
    expect(saidOf(protocol)).toBe('protocol-malformed');
  });
});
