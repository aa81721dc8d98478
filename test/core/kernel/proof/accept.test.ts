import { describe, expect, test } from 'vitest';
import type {
  Certificate,
  CertifiedClause,
  CertifiedFact,
  CertifiedTerm,
} from '#core/kernel/proof/certificate.ts';
import { checkCertificate, type CheckLimits } from '#core/kernel/proof/check.ts';
import { adversaryConstant } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import {
  apply,
  event,
  fresh,
  protocol,
  receive,
  role,
  send,
  variable as variableNamed,
} from '../../../soundness/notation.ts';
import { certificateOf, codesOf } from './codes.ts';
import { A, agents, B, challenge, channelled, counted, halves, secrecy, transport, x } from './protocols.ts';
import { plainView } from './saturate.ts';

const answers = (tried: Protocol): Record<string, string> => codesOf(tried, certificateOf(tried));

describe('what is proved', () => {
  test('a value under a shared key is secret and comes from the other, but may come twice', () => {
    expect(answers(transport)).toEqual({
      secrecy: 'accepted',
      agreement: 'accepted',
      injective: 'open: injectivity',
    });
  });

  test('an own challenge makes it come once', () => {
    expect(answers(challenge)).toEqual({ secrecy: 'accepted', agreement: 'accepted', injective: 'accepted' });
  });

  test('so does a counter, where what it counts can be told', () => {
    expect(answers(counted([A, B]))).toEqual({ agreement: 'accepted', injective: 'accepted' });
    // Each run counts for itself: memories of different holders.
    expect(answers(counted([x, B]))).toEqual({ agreement: 'accepted', injective: 'accepted' });
    expect(answers(counted([fresh('own')]))['injective']).toBe('open: injectivity');
  });

  test('channels keep what they promise, and no more', () => {
    expect(answers(channelled('secure', true))).toEqual({
      secrecy: 'accepted',
      agreement: 'accepted',
      injective: 'accepted',
    });
    expect(answers(channelled('secure', false))['injective']).toBe('open: injectivity');
    expect(answers(channelled('authentic', true))).toEqual({
      secrecy: 'goal-violates',
      agreement: 'accepted',
      injective: 'accepted',
    });
    expect(answers(channelled('confidential', true))).toEqual({
      secrecy: 'accepted',
      agreement: 'goal-violates',
      injective: 'goal-violates',
    });
  });

  test('exponents commute', () => {
    expect(answers(halves)).toEqual({ secrecy: 'accepted' });
  });
});

describe('a certificate that is written by hand', () => {
  // One role says that a value is secret and sends its hash; the theory has nothing but that.
  const small: Protocol = {
    ...protocol({
      roles: [
        role('a', agents, 'A', [
          event('secret', ['A', 'B'], fresh('n')),
          send('m', apply('hash', fresh('n'))),
        ]),
      ],
      queries: [secrecy],
      exposures: [],
    }),
    theory: {
      symbols: new Map([
        [
          'hash',
          { name: 'hash', arity: 1, transparent: false, private: false, exponential: false, sort: 'any' },
        ],
      ]),
      rewrites: [],
      deductions: [],
    },
  };
  const variable = (number: number): CertifiedTerm => ({ kind: 'variable', number });
  const run: CertifiedTerm = { kind: 'run', role: 'a', session: variable(0) };
  const made: CertifiedTerm = { kind: 'fresh', name: 'n', args: [run, variable(1), variable(2)] };
  const hash = (term: CertifiedTerm): CertifiedTerm => ({ kind: 'apply', symbol: 'hash', args: [term] });
  const has = (term: CertifiedTerm): CertifiedFact => ({ predicate: 'attacker', epoch: 0, args: [term] });
  const happened = (...args: readonly CertifiedTerm[]): CertifiedFact => ({
    predicate: 'event',
    event: 'secret',
    args,
  });
  const clause = (
    hypotheses: readonly CertifiedFact[],
    conclusion: CertifiedFact,
    more: Partial<CertifiedClause> = {},
  ): CertifiedClause => ({
    sorts: ['session', 'Alice', 'Bob'],
    hypotheses,
    conclusion,
    differ: [],
    selected: null,
    ...more,
  });
  const dishonest: CertifiedTerm = { kind: 'constant', constant: adversaryConstant('Alice') };
  const certificate: Certificate = {
    queries: ['secrecy'],
    view: plainView(small),
    clauses: [
      clause([], has(variable(0)), { sorts: ['Alice'] }),
      clause([], has(variable(0)), { sorts: ['Bob'] }),
      clause([has(variable(0))], has(hash(variable(0))), { sorts: ['any'] }),
      clause([], has(hash(made)), { differ: [[variable(1), dishonest]] }),
    ],
    goals: new Map([['secrecy', [clause([has(made)], happened(), { selected: 0 })]]]),
  };

  test('is accepted, however it calls the sorts of runs', () => {
    expect(codesOf(small, certificate)).toEqual({ secrecy: 'accepted' });
  });

  test('is refused where it holds a value for unlike another that may be it', () => {
    const [names, others, hashes, sent] = certificate.clauses;
    if (!names || !others || !hashes || !sent) throw new Error('there are four');
    const other: CertifiedTerm = { kind: 'constant', constant: adversaryConstant('Bob') };
    const narrowed = { ...sent, differ: [...sent.differ, [variable(2), other] as const] };
    const clauses = [names, others, hashes, narrowed];
    expect(codesOf(small, { ...certificate, clauses })).toEqual({
      secrecy: 'rule-not-covered',
    });
  });

  // The run waits for two hashes. Once the one is known to be had, the clause itself says the same of the other, but that it
  // does so for ever does not mean that nothing follows.
  test('is refused where a clause covers what follows from it with one place for two hypotheses', () => {
    const waiting: Protocol = {
      ...small,
      roles: small.roles.map((each) => ({
        ...each,
        steps: [
          receive('m1', apply('hash', variableNamed('x'))),
          receive('m2', apply('hash', variableNamed('y'))),
          event('secret', ['A', 'B'], fresh('n')),
          send('m', fresh('n')),
        ],
      })),
    };
    const seenWith = (term: CertifiedTerm): CertifiedTerm => ({
      kind: 'fresh',
      name: 'n',
      args: [run, term],
    });
    const [names, others, hashes] = certificate.clauses;
    if (!names || !others || !hashes) throw new Error('there are four');
    const tried: Certificate = {
      ...certificate,
      view: plainView(waiting, { fresh: new Map([['n', { name: 'n', kept: [0, 1] }]]) }),
      clauses: [
        names,
        others,
        hashes,
        clause([has(hash(variable(2))), has(hash(variable(3)))], has(seenWith(variable(1))), {
          sorts: ['any', 'Alice', 'any', 'any'],
          selected: 0,
        }),
      ],
      goals: new Map([['secrecy', [clause([has(seenWith(variable(1)))], happened(), { selected: 0 })]]]),
    };
    expect(codesOf(waiting, tried)).toEqual({ secrecy: 'clauses-not-closed' });
  });

  test('is refused for the protocol that sends the value', () => {
    const open: Protocol = {
      ...small,
      roles: small.roles.map((each) => ({
        ...each,
        steps: [...each.steps, send('m2', fresh('n'))],
      })),
    };
    const tampered = [...certificate.clauses, clause([], has(made))];
    expect(codesOf(open, certificate)).toEqual({ secrecy: 'rule-not-covered' });
    expect(codesOf(open, { ...certificate, clauses: tampered })).toEqual({
      secrecy: 'goals-not-closed',
    });
  });
});

describe('effort', () => {
  const certificate = certificateOf(challenge);
  const codes = (limits: CheckLimits): ReadonlySet<string> =>
    new Set(
      [...checkCertificate(challenge, certificate, limits).values()].map((each) =>
        each.verdict === 'refused' ? each.code : each.verdict,
      ),
    );

  test('is bounded by work', () => {
    expect(codes({ work: 1000 })).toEqual(new Set(['budget']));
    expect(codes({ work: 1_000_000 })).toEqual(new Set(['accepted']));
  });

  test('ends when told to', () => {
    expect(codes({ cancelled: () => true })).toEqual(new Set(['cancelled']));
  });

  test('and terms that share so much that they would not fit into memory are refused', () => {
    let wide: CertifiedTerm = { kind: 'constant', constant: { kind: 'constant', name: 'c' } };
    for (let level = 0; level < 60; level += 1) wide = { kind: 'apply', symbol: 'senc', args: [wide, wide] };
    const clause: CertifiedClause = {
      sorts: [],
      hypotheses: [],
      conclusion: { predicate: 'attacker', epoch: 0, args: [wide] },
      differ: [],
      selected: null,
    };
    const tried = { ...certificate, clauses: [...certificate.clauses, clause] };
    expect(new Set(Object.values(codesOf(challenge, tried)))).toEqual(new Set(['clause-too-large']));
  });

  test('counts what is tried to no avail', () => {
    // Forty hypotheses that each have two ways to be met, and one that has none.
    const variable = (number: number): CertifiedTerm => ({ kind: 'variable', number });
    const constant = (name: string): CertifiedTerm => ({
      kind: 'constant',
      constant: { kind: 'constant', name },
    });
    const on = (label: string, ...args: readonly CertifiedTerm[]): CertifiedFact => ({
      predicate: 'channel',
      label,
      part: null,
      args,
    });
    const clause = (
      variables: number,
      hypotheses: readonly CertifiedFact[],
      label: string,
      selected: number | null,
    ): CertifiedClause => ({
      sorts: Array.from({ length: variables }, () => 'any'),
      hypotheses,
      conclusion: on(label),
      differ: [],
      selected,
    });
    const many = Array.from({ length: 40 }, (_, index) => on('p', variable(index), variable(41 + index)));
    const given = [on('p', constant('c'), constant('d')), on('p', constant('d'), constant('c'))];
    const more = [
      clause(0, [], 'q', null),
      clause(0, [on('q'), ...given], 'r', 0),
      clause(81, [...many, on('none', variable(40))], 'r', null),
    ];
    const tried = { ...certificate, clauses: [...more, ...certificate.clauses] };
    let asked = 0;
    const stopped = checkCertificate(challenge, tried, {
      cancelled: () => {
        asked += 1;
        return asked > 200;
      },
    });
    expect([...stopped.values()].map((each) => 'code' in each && each.code)).toContain('cancelled');
  });

  test('and terms deeper than any stack are refused', () => {
    let deep: CertifiedTerm = { kind: 'variable', number: 0 };
    for (let depth = 0; depth < 100_000; depth += 1) deep = { kind: 'apply', symbol: 'hash', args: [deep] };
    const clause: CertifiedClause = {
      sorts: ['any'],
      hypotheses: [],
      conclusion: { predicate: 'attacker', epoch: 0, args: [deep] },
      differ: [],
      selected: null,
    };
    const tried = { ...certificate, clauses: [...certificate.clauses, clause] };
    expect(new Set(Object.values(codesOf(challenge, tried)))).toEqual(new Set(['clause-too-deep']));
  });
});
