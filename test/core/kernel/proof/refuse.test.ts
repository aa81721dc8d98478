import { describe, expect, test } from 'vitest';
import type {
  Certificate,
  CertifiedClause,
  CertifiedFact,
  CertifiedTerm,
} from '#core/kernel/proof/certificate.ts';
import { adversaryConstant, anySort, type Constant } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import { at, event, protocol, receive, role, send, variable } from '../../../soundness/notation.ts';
import { certificateOf, codesOf } from './codes.ts';
import { agents, agreement, challenge, counted, A, B, shared, secret, transport, x } from './protocols.ts';

const sound = certificateOf(challenge);
const goalsOf = (name: string): readonly CertifiedClause[] => sound.goals.get(name) ?? [];
const withGoals = (name: string, goals: readonly CertifiedClause[]): Certificate => ({
  ...sound,
  goals: new Map([...sound.goals, [name, goals]]),
});
const withClauses = (
  change: (clauses: readonly CertifiedClause[]) => readonly CertifiedClause[],
): Certificate => ({
  ...sound,
  clauses: change(sound.clauses),
});
const refusesAll = (certificate: Certificate): boolean =>
  Object.values(codesOf(challenge, certificate)).every(
    (code) => code !== 'accepted' && !code.startsWith('open'),
  );

describe('a certificate that lacks something', () => {
  test.each(sound.clauses.map((_, place) => place))('is refused without clause %i', (without) => {
    expect(refusesAll(withClauses((all) => all.filter((_, place) => place !== without)))).toBe(true);
  });

  test('is refused without any of its goals', () => {
    for (const name of sound.queries) {
      const goals = goalsOf(name);
      for (const without of goals.keys()) {
        const fewer = withGoals(
          name,
          goals.filter((_, place) => place !== without),
        );
        expect(['query-not-covered', 'goals-not-closed']).toContain(codesOf(challenge, fewer)[name]);
      }
    }
  });

  test('is refused without what a query leads to', () => {
    expect(codesOf(challenge, { ...sound, goals: new Map() })['secrecy']).toBe('goals-missing');
  });
});

describe('a certificate that says less', () => {
  test('by one more hypothesis is refused', () => {
    const before = sound.clauses.findIndex(({ hypotheses }) => hypotheses.length === 0);
    const weaker = withClauses((all) =>
      all.map((clause, place) =>
        place === before
          ? {
              ...clause,
              sorts: [...clause.sorts, anySort],
              hypotheses: [
                {
                  predicate: 'event',
                  event: 'never',
                  args: [{ kind: 'variable', number: clause.sorts.length }],
                },
              ],
            }
          : clause,
      ),
    );
    expect(codesOf(challenge, weaker)['secrecy']).toBe('rule-not-covered');
  });

  test('by one more inequality is refused', () => {
    const wrapped = withClauses((all) =>
      all.map((clause) => {
        const [one] = clause.conclusion.args;
        const [first] = clause.hypotheses;
        const other = first?.args[0];
        const isBuilding = clause.conclusion.predicate === 'attacker' && clause.selected === null;
        return one === undefined || other === undefined || !isBuilding
          ? clause
          : {
              ...clause,
              differ: [
                ...clause.differ,
                [other, { kind: 'constant', constant: { kind: 'constant', name: 'hello' } }] as const,
              ],
            };
      }),
    );
    expect(['rule-not-covered', 'clauses-not-closed']).toContain(codesOf(challenge, wrapped)['secrecy']);
  });

  test('by the name of another value, role or sort is refused', () => {
    const text = (certificate: Certificate, from: string, to: string): Certificate => ({
      ...certificate,
      clauses: JSON.parse(JSON.stringify(certificate.clauses).replaceAll(from, to)) as CertifiedClause[],
    });
    for (const [from, to] of [
      ['"name":"n"', '"name":"c"'],
      ['"role":"a"', '"role":"b"'],
      ['"sorts":["any"', '"sorts":["Alice"'],
      ['"symbol":"senc"', '"symbol":"penc"'],
    ] as const) {
      expect(refusesAll(text(sound, from, to))).toBe(true);
    }
  });
});

describe('a certificate that hides what is left', () => {
  test('by selecting what nothing concludes is refused', () => {
    const certificate = certificateOf(transport);
    const goals = (certificate.goals.get('agreement') ?? []).map((goal) =>
      goal.selected !== null ? goal : { ...goal, selected: 0 },
    );
    const hidden = { ...certificate, goals: new Map([...certificate.goals, ['agreement', goals]]) };
    expect(codesOf(transport, hidden)['agreement']).toBe('clause-selects-what-is-noted');
  });

  test('by selecting what the adversary may have anyway is refused', () => {
    const clause: CertifiedClause = {
      sorts: [anySort],
      hypotheses: [{ predicate: 'attacker', epoch: 0, args: [{ kind: 'variable', number: 0 }] }],
      conclusion: { predicate: 'attacker', epoch: 0, args: [{ kind: 'variable', number: 0 }] },
      differ: [],
      selected: 0,
    };
    expect(
      codesOf(
        challenge,
        withClauses((all) => [...all, clause]),
      )['secrecy'],
    ).toBe('clause-selects-variable');
  });

  test('by giving what it binds elsewhere is refused', () => {
    const [v, own] = [{ kind: 'variable', number: 0 } as const, { kind: 'variable', number: 1 } as const];
    const clause: CertifiedClause = {
      sorts: [anySort, anySort],
      hypotheses: [
        { predicate: 'event', event: 'starts', args: [own, v] },
        { predicate: 'attacker', epoch: 0, args: [v] },
      ],
      conclusion: { predicate: 'attacker', epoch: 0, args: [v] },
      differ: [],
      selected: null,
    };
    expect(
      codesOf(
        challenge,
        withClauses((all) => [...all, clause]),
      )['secrecy'],
    ).toBe('clause-gives-what-it-binds');
  });

  test('by concluding what only happens is refused', () => {
    const clause: CertifiedClause = {
      sorts: [anySort],
      hypotheses: [],
      conclusion: { predicate: 'accepted', memory: 'seen', args: [{ kind: 'variable', number: 0 }] },
      differ: [],
      selected: null,
    };
    expect(
      codesOf(
        challenge,
        withClauses((all) => [...all, clause]),
      )['secrecy'],
    ).toBe('clause-concludes-what-is-noted');
  });
});

describe('a certificate of something else', () => {
  test('is refused for the protocol with one check less', () => {
    const [b, a] = challenge.roles;
    if (a === undefined || b === undefined) throw new Error('there are two');
    const careless: Protocol = {
      ...challenge,
      roles: [
        a,
        {
          ...b,
          steps: b.steps.map((step) =>
            step.kind === 'receive' ? { ...step, pattern: { kind: 'variable', name: 'x' } } : step,
          ),
        },
      ],
    };
    expect(codesOf(careless, sound)['agreement']).toBe('query-not-covered');
  });

  test('is refused where queries are exchanged', () => {
    const exchanged: Certificate = {
      ...sound,
      goals: new Map([
        ['secrecy', goalsOf('agreement')],
        ['agreement', goalsOf('secrecy')],
      ]),
    };
    const codes = codesOf(challenge, exchanged);
    expect(codes['secrecy']).not.toBe('accepted');
    expect(codes['agreement']).not.toBe('accepted');
  });

  test('is refused for a query that asks for more', () => {
    const args = ['u', 'v', 'w', 'v'].map(variable);
    const strange: Query = {
      kind: 'correspondence',
      name: 'agreement',
      end: { event: 'ends', run: 'ender', args: args.slice(0, 3) },
      needs: [{ event: 'starts', run: 'starter', args: [args[1] ?? x, args[0] ?? x, args[2] ?? x] }],
      injective: false,
    };
    const asked = { ...challenge, queries: [strange] };
    expect(codesOf(asked, { ...sound, queries: ['agreement'] })['agreement']).toBe('goal-violates');
  });

  test('is refused for queries that are unknown, or never proved', () => {
    const equal: Query = { kind: 'equal', name: 'equal', left: 'starts', right: 'ends' };
    const asked = { ...challenge, queries: [...challenge.queries, equal] };
    const codes = codesOf(asked, { ...sound, queries: ['nothing', 'equal'] });
    expect(codes).toEqual({ nothing: 'query-unknown', equal: 'query-never-proved' });
  });

  test('is refused where two queries have the name', () => {
    const other: Query = { kind: 'unreachable', name: 'secrecy', event: 'never' };
    for (const queries of [
      [other, ...challenge.queries],
      [...challenge.queries, other],
    ]) {
      expect(codesOf({ ...challenge, queries }, sound)['secrecy']).toBe('query-unknown');
    }
  });

  test('is refused where an event is needed before itself', () => {
    const own: Query = {
      kind: 'correspondence',
      name: 'own',
      end: { event: 'ends', run: 'one', args: ['u', 'v', 'w'].map(variable) },
      needs: [{ event: 'ends', run: 'other', args: ['u', 'v', 'w'].map(variable) }],
      injective: false,
    };
    const asked = { ...challenge, queries: [...challenge.queries, own] };
    const certificate = certificateOf(asked);
    expect(codesOf(asked, certificate)['own']).toBe('query-malformed');
  });
});

describe('what comes once', () => {
  test('is left open where a role has the end twice', () => {
    const [b, a] = challenge.roles;
    if (a === undefined || b === undefined) throw new Error('there are two');
    const twice = {
      ...challenge,
      roles: [a, { ...b, steps: [...b.steps, event('ends', ['A', 'B'], A, B, x)] }],
    };
    expect(codesOf(twice, certificateOf(twice))['injective']).toBe('open: injectivity');
  });

  test('is left open where the number that is accepted is not the one that is compared', () => {
    const numbers = counted([A, B]);
    const [a, b] = numbers.roles;
    if (a === undefined || b === undefined) throw new Error('there are two');
    const other: Protocol = {
      ...numbers,
      roles: [
        a,
        {
          ...b,
          sorts: new Map([...b.sorts, ['z', 'counter']]),
          steps: [
            at({ kind: 'number', variable: 'z', of: 'z', anew: true }),
            ...b.steps.map((step) => (step.kind === 'accept' ? { ...step, value: variable('z') } : step)),
          ],
        },
      ],
    };
    expect(codesOf(other, certificateOf(other))['injective']).toBe('open: injectivity');
  });

  test('unique values are those that can be told from the run that takes them', () => {
    const unique: Query = { kind: 'unique', name: 'unique', event: 'takes' };
    const takes = (value: 'own' | 'other'): Protocol =>
      protocol({
        roles: [
          role('a', agents, 'A', [
            receive('m', x),
            event('takes', ['A'], value === 'own' ? { kind: 'fresh', name: 'n' } : x),
          ]),
        ],
        queries: [unique],
      });
    expect(codesOf(takes('own'), certificateOf(takes('own')))).toEqual({ unique: 'accepted' });
    expect(codesOf(takes('other'), certificateOf(takes('other')))).toEqual({ unique: 'goal-violates' });
  });

  test('fresh values are those that have something that a run made', () => {
    const fresh: Query = { kind: 'fresh', name: 'fresh', event: 'takes' };
    const takes = (sent: 'n' | 'hello'): Protocol =>
      protocol({
        roles: [
          role('a', agents, 'A', [
            secret(shared),
            send('m', {
              kind: 'apply',
              symbol: 'senc',
              args: [
                shared,
                sent === 'n' ? { kind: 'fresh', name: 'n' } : { kind: 'constant', name: 'hello' },
              ],
            }),
          ]),
          role('b', agents, 'B', [
            receive('m', { kind: 'apply', symbol: 'senc', args: [shared, x] }),
            event('takes', ['A', 'B'], x),
          ]),
        ],
        queries: [fresh],
      });
    expect(codesOf(takes('n'), certificateOf(takes('n')))).toEqual({ fresh: 'accepted' });
    expect(codesOf(takes('hello'), certificateOf(takes('hello')))).toEqual({ fresh: 'goal-violates' });
  });

  test('an agreement that holds is accepted beside one that does not', () => {
    const both = { ...transport, queries: [agreement(false), agreement(true)] };
    expect(codesOf(both, certificateOf(both))).toEqual({
      agreement: 'accepted',
      injective: 'open: injectivity',
    });
    expect(codesOf(challenge, { ...sound, queries: [B.name] })).toEqual({ [B.name]: 'query-unknown' });
  });
});

describe('a certificate with constants that are not what their names say', () => {
  const mapped = (change: (term: CertifiedTerm) => CertifiedTerm): Certificate => {
    const inTerm = (term: CertifiedTerm): CertifiedTerm => {
      switch (term.kind) {
        case 'variable':
        case 'constant':
          return change(term);
        case 'run':
          return { ...term, session: inTerm(term.session) };
        case 'apply':
        case 'fresh':
          return { ...term, args: term.args.map(inTerm) };
      }
    };
    const inFact = (fact: CertifiedFact): CertifiedFact => ({ ...fact, args: fact.args.map(inTerm) });
    const inClause = (clause: CertifiedClause): CertifiedClause => ({
      ...clause,
      hypotheses: clause.hypotheses.map(inFact),
      conclusion: inFact(clause.conclusion),
      differ: clause.differ.map(([left, right]) => [inTerm(left), inTerm(right)] as const),
    });
    return {
      ...sound,
      clauses: sound.clauses.map(inClause),
      goals: new Map([...sound.goals].map(([name, goals]) => [name, goals.map(inClause)])),
    };
  };
  const adversarys = adversaryConstant('Alice');
  const isOwn = (term: CertifiedTerm): boolean =>
    term.kind === 'constant' && term.constant.name === adversarys.name;
  const written = (constant: Constant): Certificate =>
    mapped((term) => (isOwn(term) ? { kind: 'constant', constant } : term));

  test('is accepted where they are, of a protocol in which the adversary has an agent of its own', () => {
    let own = 0;
    mapped((term) => {
      if (isOwn(term)) own += 1;
      return term;
    });
    expect(own).toBeGreaterThan(0);
    expect(new Set(Object.values(codesOf(challenge, written(adversarys))))).toEqual(new Set(['accepted']));
  });

  test.each([
    ['of no origin', { kind: 'constant', name: adversarys.name }],
    ['of another sort', { ...adversarys, origin: { kind: 'adversary', sort: 'Bob', number: null } }],
    ['of another number', { ...adversarys, origin: { kind: 'adversary', sort: 'Alice', number: 0 } }],
    ['of an honest agent', { ...adversarys, origin: { kind: 'honest', sort: 'Alice', number: 0 } }],
    ['that stand for nothing', { kind: 'constant', name: '\u0000free 1' }],
    ['with the name of the generator', { ...adversarys, name: 'generator' }],
  ] satisfies readonly (readonly [string, Constant])[])('is refused: %s', (_, constant) => {
    expect(new Set(Object.values(codesOf(challenge, written(constant))))).toEqual(
      new Set(['constants-clash']),
    );
  });
});
