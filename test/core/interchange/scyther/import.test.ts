import { expect, test } from 'vitest';
import { adversaryConstant } from '#core/protocol/message.ts';
import { imported, refusals, symbolsOf, verdicts } from '../../../support/models/scyther.ts';

// Needham and Schroeder, 1978, without the key server; Lowe, 1995, adds the responder's name.
const publicKey = (responder: string): string => `
  # every claim that a role can make
  protocol handshake(A, B) {
    role A {
      fresh n: Nonce; var m: Nonce;
      send_first(A, B, {A, n}pk(B));
      claim(A, Running, B, n);
      recv_second(B, A, {n, m${responder}}pk(A));
      send_third(A, B, {m}pk(B));
      claim(A, Secret, m);
      claim(A, Alive);
      claim(A, Weakagree);
      claim(A, Niagree);
      claim_sync(A, Nisynch);
      claim(A, Commit, B, (n, m));
      claim(A, Empty, n);
    };
    role B {
      var n: Nonce; fresh m: Nonce;
      recv_first(A, B, {A, n}pk(B));
      claim(B, Running, A, n, m);
      send_second(B, A, {n, m${responder}}pk(A));
      recv_third(A, B, {m}pk(B));
      claim(B, SKR, m);
      claim(B, Alive, A);
      claim(B, Weakagree);
      claim(B, Niagree);
      claim(B, Nisynch);
      claim(B, Commit, A, n);
      claim(B, Reachable);
    }
  }`;

test('Needham-Schroeder: each claim has its query, and the prover finds what Lowe found', () => {
  expect(verdicts(publicKey(''))).toEqual([
    'A A2 Secret: proved',
    'A A3 Alive: proved',
    'A A4 Weakagree: proved',
    'A A5 Niagree: proved',
    'A sync Nisynch: proved',
    'A A7 Commit: proved',
    'B B2 SKR: derivable',
    'B B3 Alive: proved',
    'B B4 Weakagree: derivable',
    'B B5 Niagree: derivable',
    'B B6 Nisynch: derivable',
    'B B7 Commit: derivable',
    'B B8 Reachable: derivable',
  ]);
});

test("Lowe's repair has no attack, and its end can be reached", () => {
  const outcomes = verdicts(publicKey(', B'));
  expect(outcomes.filter((line) => !line.endsWith(': proved'))).toEqual(['B B8 Reachable: derivable']);
});

test('a role is run by any agents; the dishonest one has its keys', () => {
  const { protocol } = imported(publicKey(''));
  expect(protocol.roles.map(({ name, runs }) => [name, runs])).toEqual([
    ['handshake.A', null],
    ['handshake.B', null],
  ]);
  for (const { parameters } of protocol.roles) {
    expect(parameters).toEqual(['A', 'B'].map((name) => ({ name, sort: 'Agent' })));
  }
  const eve = adversaryConstant('Agent');
  const agent = { kind: 'variable', name: 'agent' };
  expect(protocol.exposures.map(({ message }) => message)).toEqual([
    { kind: 'apply', symbol: 'sk', args: [eve] },
    { kind: 'apply', symbol: 'k', args: [eve, agent] },
    { kind: 'apply', symbol: 'k', args: [agent, eve] },
  ]);
  expect(new Set(protocol.queries.map(({ name }) => name)).size).toBe(protocol.queries.length);
  expect(protocol.sorts).toEqual(
    new Map([
      ['pk', 'Function'],
      ['sk', 'Function'],
      ['k', 'Function'],
      ['n', 'Nonce'],
      ['m', 'Nonce'],
    ]),
  );
});

const oneWay = (declarations: string, message: string, claims: string): string => `
  ${declarations}
  protocol once(A, B) {
    role A { fresh x: Nonce; send_1(A, B, ${message}); claim(A, Secret, x); }
    role B { var x: Nonce; recv_1(A, B, ${message}); ${claims} }
  }`;

test('who can open what: keys, signatures, hashes, functions, inverse keys, compromised keys', () => {
  const secret = (declarations: string, message: string): string | undefined =>
    verdicts(oneWay(declarations, message, ''))[0];
  expect(secret('', '{x}k(A, B)')).toBe('A A1 Secret: proved');
  expect(secret('', '{x}pk(B)')).toBe('A A1 Secret: proved');
  expect(secret('', '{x}sk(A)')).toBe('A A1 Secret: derivable');
  expect(secret('', 'x')).toBe('A A1 Secret: derivable');
  expect(secret('hashfunction h;', 'h(x)')).toBe('A A1 Secret: proved');
  expect(secret('const f: Function;', 'f(x, A)')).toBe('A A1 Secret: proved');
  expect(secret('hashfunction h;', '{x}h(k(A, B))')).toBe('A A1 Secret: proved');
  expect(secret('const c, d; inversekeys(c, d);', '{x}c')).toBe('A A1 Secret: derivable');
  expect(secret('const c; secret d; inversekeys(c, d);', '{x}c')).toBe('A A1 Secret: proved');
  expect(secret('const c; secret d; inversekeys(c, d); compromised d;', '{x}c')).toBe(
    'A A1 Secret: derivable',
  );
  expect(secret('secret z: Nonce;', '{x}z')).toBe('A A1 Secret: proved');
  expect(secret('const z: Nonce;', '{x}z')).toBe('A A1 Secret: derivable');
  const pair = 'const e: Function; secret d: Function; inversekeyfunctions(e, d);';
  expect(secret(pair, '{x}e(B)')).toBe('A A1 Secret: proved');
  const eve = `const Bob, Eve: Agent; ${pair}`;
  expect(secret(`${eve} compromised d(Bob);`, '{x}e(B)')).toBe('A A1 Secret: derivable');
  expect(secret(`${eve} compromised d(Eve);`, '{x}e(B)')).toBe('A A1 Secret: proved');
});

test('a function takes its arguments one by one, or their tuple where their number varies', () => {
  const symbols = (message: string): readonly string[] =>
    symbolsOf(imported(oneWay('hashfunction h;', message, '')).protocol);
  expect(symbols('h(x, A), h(A, B)')).toContain('h/2');
  expect(symbols('h(x, A), h(x)')).toContain('h/1');
  expect(symbols('x')).toContain('k/2');
});

test('types: a nonce takes nonces only, a ticket takes everything, and so does all with an option', () => {
  const confused = (type: string, option: string): readonly string[] =>
    verdicts(`${option}
      usertype Key;
      protocol confusion(A, B) {
        role A { fresh y: Key; var z: ${type};
          recv_1(B, A, {z}k(A, B)); send_2(A, B, {y}k(A, B)); send_3(A, B, z);
          claim(A, Secret, y); }
        role B { fresh x: Nonce; var v: Key;
          send_1(B, A, {x}k(A, B)); recv_2(A, B, {v}k(A, B)); recv_3(A, B, x); }
      }`);
  expect(confused('Nonce', '')).toEqual(['A A1 Secret: proved']);
  expect(confused('Ticket', '')).toEqual(['A A1 Secret: derivable']);
  expect(confused('Nonce', 'option "--match=2 --max-runs=3";')).toEqual(['A A1 Secret: derivable']);
});

test('match binds and compares, not match tells apart, macros are put in', () => {
  const { protocol, claims } = imported(`
    macro sealed = {x, A}k(A, B);
    protocol compared(A, B) {
      singular role A { fresh x: Nonce; send_1(A, B, sealed); }
      role B { knows k(A, B); var x: Nonce; var t: Ticket; var y: Nonce;
        recv_1(A, B, t); match(sealed, t); not match(x, y1); match((y, B), (x, B));
        claim(B, Secret, y); fresh y1: Nonce; }
    }`);
  expect(protocol.roles[0]?.runs).toBe(1);
  expect(protocol.roles[1]?.steps.map(({ kind }) => kind)).toEqual([
    'receive',
    'match',
    'differ',
    'match',
    'event',
  ]);
  // The comparison counts among the claims.
  expect(claims.map(({ label, term }) => `${label} ${term}`)).toEqual(['B2 y']);
});

test('labels: given ones are kept, used ones and missing ones are made; terms are printed', () => {
  const { claims } = imported(`
    hashfunction h; const B1;
    protocol labels(A, B) {
      role A { fresh x: Nonce; send_1(A, B, x); claim_1(A, Secret, h(x, (A, B))); claim(A, Alive); }
      role B { var x: Nonce; recv_1(A, B, x); claim_1(B, Secret, {x, A}pk(B)); claim(B, Commit, A, x, B); }
    }`);
  expect(claims.map(({ role, label, claim, term }) => [role, label, claim, term].join(' '))).toEqual([
    'A 1 Secret h(x,A,B)',
    'A A2 Alive -',
    'B B2 Secret {x,A}pk(B)',
    'B B3 Commit (A,x,B)',
  ]);
});

test('helper protocols run, but claim nothing', () => {
  const model = (helper: string): string => `
    ${helper}
    protocol used(A, B) {
      role A { fresh x: Nonce; send_1(A, B, {x}k(A, B)); claim(A, Secret, x); }
      role B { var x: Nonce; recv_1(A, B, {x}k(A, B)); }
    }`;
  const helper = `protocol @leak(H) { role H { var I, R: Agent; var t: Nonce;
    recv_!1(H, H, {t}k(I, R)); send_!2(H, H, t); claim(H, Secret, t); } }`;
  expect(verdicts(model(''))).toEqual(['A A1 Secret: proved']);
  expect(verdicts(model(helper))).toEqual(['A A1 Secret: derivable']);
});

test('what is not the language is refused where it stands', () => {
  expect(refusals('protocol p(A) {\n role A { send(A, A, A); } }')).toEqual(['2 unexpected (']);
  expect(refusals('protocol p(A) {\n role A { send_1(A, A); } }')).toEqual(['2 too-few-terms 1']);
  expect(refusals('/* open')).toEqual(['1 unfinished /*']);
  expect(refusals('const a\n')).toEqual(['2 unexpected-end ']);
  expect(refusals('protocol p(A) {\n role A {')).toEqual(['2 unclosed A{']);
  expect(refusals(`compromised ${'('.repeat(500)}`)).toEqual(['1 too-deep (']);
  const doubling = Array.from({ length: 40 }, (_, index) => `macro m${index + 1} = m${index}, m${index};`);
  expect(refusals(doubling.join('\n'))[0]).toMatch(/too-large m\d+$/u);
});

test('what a model may not do is refused with its name', () => {
  const role = (inner: string, before = '', parties = 'A, B'): string =>
    `${before}\nprotocol p(${parties}) {\n role A {\n ${inner} }\n role B { } }`;
  expect(refusals(role('send_1(A, B, x);'))).toEqual(['4 undeclared x']);
  expect(refusals(role('var x: Nonce; send_1(A, B, x);'))).toEqual(['4 unbound x']);
  expect(refusals(role('var x: Colour; recv_1(B, A, x);'))).toEqual(['4 undeclared Colour']);
  expect(refusals(role('var x: A; recv_1(B, A, x);'))).toEqual(['4 not-a-type A']);
  expect(refusals(role('send_1(B, A, A);'))).toEqual(['4 wrong-party B']);
  expect(refusals(role('send_1(A, C, A);'))).toEqual(['4 not-a-role C']);
  expect(refusals(role('send_1(A, B, A); send_1(A, B, A);'))).toEqual(['4 repeated-label 1']);
  expect(refusals(role('send_1(A, B, Nonce);'))).toEqual(['4 not-a-term Nonce']);
  expect(refusals(role('send_1(A, B, B(A));'))).toEqual(['4 not-a-function B']);
  expect(refusals(role('fresh x; var x;'))).toEqual(['4 declared-twice x']);
  expect(refusals(role('hashfunction h;'))).toEqual(['4 function-inside-role h']);
  expect(refusals(role('claim(A, Honest);'))).toEqual(['4 unknown-claim Honest']);
  expect(refusals(role('claim(A, Secret);'))).toEqual(['4 claim-arguments Secret']);
  expect(refusals(role('claim(A, Commit, B);'))).toEqual(['4 claim-arguments Commit']);
  expect(refusals(role('claim(B, Alive);'))).toEqual(['4 wrong-party B']);
  expect(refusals(role('', '', 'A, B, C'))).toEqual(['2 missing-role C']);
  expect(refusals(role('', '', 'A'))).toEqual(['5 not-a-role B']);
  expect(refusals(role('', 'fresh x;'))).toEqual(['1 fresh-outside-role x']);
  expect(refusals(role('', 'var x;'))).toEqual(['1 variable-outside-role x']);
});

test('what the protocol form lacks is refused, never left out', () => {
  const global = (text: string): readonly string[] => refusals(`${text}\nprotocol p(A) { role A { } }`);
  expect(global('run p.A(A);')).toEqual(['1 unsupported run']);
  expect(global('include "other";')).toEqual(['1 unsupported include']);
  expect(global('symmetric-role A;')).toEqual(['1 unsupported symmetric-role']);
  expect(global('option "--one-role-per-agent";')).toEqual(['1 option --one-role-per-agent']);
  expect(global('const x, y: Agent; untrusted x, y;')).toEqual(['1 second-untrusted y']);
  expect(global('const c; inversekeys(pk(c), c);')).toEqual(['1 inverse-of-term pk']);
  expect(global('const c; inversekeyfunctions(pk, c);')).toEqual(['1 inverse-of-term pk']);
  const role = (inner: string): readonly string[] =>
    refusals(`protocol p(A) {\n role A { ${inner} } compromised A; }`);
  expect(role('')).toEqual(['2 undeclared A']);
  expect(role('var x: Nonce, Agent;')).toContain('2 several-types x');
  expect(role('var x: Ticket; recv_1(A, A, {A}x);')).toContain('2 key-of-any-sort x');
});
