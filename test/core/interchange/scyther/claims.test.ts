import { expect, test } from 'vitest';
import { Prover } from '#core/analysis/4-prove/prove.ts';
import { StepBudget } from '#core/analysis/4-prove/step-budget.ts';
import type { Answer } from '#core/analysis/6-decide/answer.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import { verdictOn } from '#core/interchange/scyther/verdict.ts';
import { imported, verdicts } from '../../../support/models/scyther.ts';
import { emptyCertificate } from '../../../support/certificates.ts';

test('synchronisation: where agreement does not imply the order, the claim says so', () => {
  const asked = `
    protocol asked(A, B) {
      role A { var x: Nonce; send_1(A, B, A); recv_2(B, A, {x}k(A, B)); claim(A, Niagree); claim(A, Nisynch); }
      role B { fresh x: Nonce; recv_1(A, B, A); send_2(B, A, {x}k(A, B)); }
    }`;
  expect(verdicts(asked)).toEqual(['A A1 Niagree: proved', 'A A2 Nisynch: proved (order 1)']);
});

test('agreement among three: all messages before the claim, also those of others', () => {
  const served = (second: string): string => `
    usertype Key;
    protocol served(A, B, S) {
      role A { fresh n: Nonce; var x: Key;
        send_1(A, S, {A, B, n}k(A, S)); recv_3(B, A, {n, x}k(A, B)); claim(A, Niagree); claim(A, Weakagree); }
      role B { var n: Nonce; fresh x: Key;
        recv_2(S, B, ${second}k(B, S)); send_3(B, A, {n, x}k(A, B)); }
      role S { var n: Nonce;
        recv_1(A, S, {A, B, n}k(A, S)); send_2(S, B, ${second}k(B, S)); }
    }`;
  expect(verdicts(served('{n, A, B}'))).toEqual([
    'A A1 Niagree: proved',
    'A A2 Weakagree: proved (agents-coincide)',
  ]);
  // One agent as A and B: then its own first message is the second, and S is not asked.
  expect(verdicts(served('{A, B, n}'))[0]).toBe('A A1 Niagree: derivable');
  const [query] = imported(served('{n, A, B}')).protocol.queries;
  expect(query?.kind === 'correspondence' && query.needs.map(({ run }) => run)).toEqual(['B', 'S']);
});

test('claims that have no query say why', () => {
  const { claims } = imported(`
    protocol alone(A, B) {
      role A { var never: Nonce; send_1(A, B, A); claim(A, Secret, never); claim(A, Niagree); claim(A, SID, A); }
      role B { recv_1(A, B, A); recv_2(A, B, B); claim(B, Niagree); }
    }`);
  expect(claims.map(({ query, reason }) => [query, reason?.code])).toEqual([
    [null, 'never-received'],
    [null, 'nothing-before'],
    [null, 'not-a-property'],
    [null, 'no-sender'],
  ]);
});

/** What is said of the claims of synchronisation: from proofs, or from an execution that is out of order. */
function synchronisation(text: string): readonly string[] {
  const { protocol, claims } = imported(text);
  const budget = new StepBudget({ clauses: 5000, cancelled: () => false });
  const prover = new Prover(protocol, protocol.queries, { memory: 'full', phased: false }, budget);
  const answers = new Map(
    protocol.queries.map((query): [string, Answer] => {
      const proved = prover.prove(query).outcome === 'proved';
      return [
        query.name,
        proved ? { kind: 'holds', certificate: emptyCertificate } : { kind: 'undecided', reason: 'limit' },
      ];
    }),
  );
  return claims.map((claim) => verdictOn(protocol, claim, answers).verdict);
}

test('a message that anybody can make may arrive before it is sent; one that needs its sender may not', () => {
  const asked = (request: string): string => `
    protocol asked(A, B) {
      role A { var x: Nonce; send_1(A, B, ${request}); recv_2(B, A, {x}k(A, B)); claim(A, Nisynch); }
      role B { fresh x: Nonce; recv_1(A, B, ${request}); send_2(B, A, {x}k(A, B)); }
    }`;
  expect(synchronisation(asked('A'))).toEqual(['violated']);
  // Another run of A may have sent the same request: whether this one did stays open.
  expect(synchronisation(asked('{A}k(A, B)'))).toEqual(['undecided']);
});

test('an answer that needs what its sender was told is in order, although it gives nothing new', () => {
  const confirmed = (proof: string): string => `
    protocol confirmed(A, B) {
      role A { fresh n: Nonce; var m: Nonce; send_1(A, B, n); recv_2(B, A, {n, m, B}sk(B));
        send_3(A, B, ${proof}); recv_4(B, A, {m, A}sk(B)); claim(A, Nisynch); }
      role B { var n: Nonce; fresh m: Nonce; recv_1(A, B, n); send_2(B, A, {n, m, B}sk(B));
        recv_3(A, B, ${proof}); send_4(B, A, {m, A}sk(B)); claim(B, Nisynch); }
    }`;
  const { claims } = imported(confirmed('{m, n, B}sk(A)'));
  expect(claims.map(({ reason, besides }) => [reason?.name, besides])).toEqual([
    ['3', ['confirmed.B has received 3 in order']],
    // The last message of another role: without it the claim is not reached.
    [undefined, []],
  ]);
  expect(synchronisation(confirmed('{m, n, B}sk(A)'))).toEqual(['holds', 'holds']);
  expect(synchronisation(confirmed('m'))[0]).toBe('violated');
});

test('weak agreement among three is violated when no run of the agent has the same agents', () => {
  const asked = (reply: string): string => `
    protocol asked(A, B, S) {
      role A { fresh n: Nonce; send_1(A, B, n); recv_2(B, A, ${reply}); claim(A, Weakagree, B); }
      role B { var n: Nonce; recv_1(A, B, n); send_2(B, A, ${reply}); }
      role S { recv_3(A, S, A); }
    }`;
  const judge = (text: string): readonly string[] => {
    const { protocol, claims } = imported(text);
    const options = { clauses: 5000, cancelled: (): boolean => false, progress: (): undefined => undefined };
    const answers = new Map(verify(protocol, options).map(({ query, answer }) => [query, answer]));
    return claims.map((claim) => verdictOn(protocol, claim, answers).verdict);
  };
  expect(judge(asked('{n, S}k(A, B)'))).toEqual(['holds']);
  // B does not say which S it means.
  expect(judge(asked('{n}k(A, B)'))).toEqual(['violated']);
});

test('what nothing could violate is not said to hold', () => {
  const { protocol, claims } = imported(`
    protocol alone(A, B) {
      role A { var never: Nonce; send_1(A, B, A); claim(A, Secret, never); claim(A, Niagree); claim(A, SID, A); }
      role B { recv_1(A, B, A); }
    }`);
  expect(claims.map((claim) => verdictOn(protocol, claim, new Map()).verdict)).toEqual([
    'undecided',
    'undecided',
    'undecided',
  ]);
});
