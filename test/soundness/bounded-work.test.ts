import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Interrupted, StepBudget } from '#core/analysis/4-prove/step-budget.ts';
import type { TermNode } from '#core/theories/term-node.ts';
import { TermBank } from '#core/theories/term-bank.ts';
import { Bindings } from '#core/theories/bindings.ts';
import type { QueryVerdict } from '#core/analysis/6-decide/answer.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import { importScyther } from '#core/interchange/scyther/import.ts';
import { importVerifpal } from '#core/interchange/verifpal/import.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { writtenSize } from '#core/protocol/written-size.ts';
import { Choices, rows } from './choices.ts';
import { randomProtocol } from './random-protocol.ts';

// Nothing here asserts a time: what is tried does not end, or takes gigabytes, where work is not bounded.
const patience = 180_000;

/** Verifies, and stops when it was asked so often whether to stop. */
function verified(protocol: Protocol, times: number): readonly QueryVerdict[] {
  let asked = 0;
  const cancelled = (): boolean => {
    asked += 1;
    return asked > times;
  };
  return verify(protocol, { clauses: 1_000, cancelled, progress: () => undefined });
}

test('terms that hold others twice over and over do not outgrow a proof', { timeout: patience }, () => {
  const row = fc.sample(rows, { numRuns: 1500, seed: 101 })[316] ?? [];
  expect(verified(randomProtocol(new Choices(row)), 3_000)).toHaveLength(3);
});

describe('comparing terms that share their parts', { timeout: patience }, () => {
  const bank = new TermBank();
  const pair = bank.symbol('pair', 'function', 0);
  const nested = (from: number): TermNode => {
    let term = bank.variable(from, 0);
    for (let level = 0; level < 60; level += 1) term = bank.apply(pair, [term, term]);
    return term;
  };

  test('is interrupted when told to stop', () => {
    const told = new Bindings(bank, new StepBudget({ clauses: 0, cancelled: () => true }));
    const [left, right] = [nested(0), nested(1)];
    expect(() => told.unify({ left, right, next: null }, () => true)).toThrow(Interrupted);
    expect(() => told.match({ left, right, next: null }, () => true)).toThrow(Interrupted);
  });
});

describe('a model that doubles a value with every line', { timeout: patience }, () => {
  const lines = Array.from({ length: 30 }, (_, index) => `h${index + 1} = HASH(h${index}, h${index})`);
  const text = `attacker[active]
principal Alice[
  generates h0
  ${lines.join('\n  ')}
]
principal Bob[]
Alice -> Bob: h30
queries[
  confidentiality? h0
  authentication? Alice -> Bob: h30
]`;

  test('is measured without being written out, and left undecided', () => {
    const imported = importVerifpal(text, 1);
    if (!imported.ok) throw new Error('the model is well formed');
    expect(writtenSize(imported.protocol)).toBeGreaterThan(2 ** 30);
    const [verdict] = verified(imported.protocol, 100);
    expect(verdict?.answer).toEqual({ kind: 'undecided', reason: 'limit' });
  });
});

describe('a protocol of hundreds of roles', { timeout: patience }, () => {
  const names = Array.from({ length: 300 }, (_, index) => `R${index}`);
  const scripts = names.map((name, index) => {
    const [before, after] = [names[index - 1], names[index + 1]];
    return `role ${name} {
      fresh n: Nonce; var m: Nonce;
      ${before === undefined ? '' : `recv_${index}(${before}, ${name}, {m}pk(${name}));`}
      ${after === undefined ? '' : `send_${index + 1}(${name}, ${after}, {n}pk(${after}));`}
      claim_${name}a(${name}, Secret, n);
      claim_${name}b(${name}, Nisynch);
    }`;
  });

  test('is imported, without what grows with the cube of their number, and left when told to stop', () => {
    const imported = importScyther(`protocol P(${names.join(',')}) { ${scripts.join('\n')} }`);
    if (!imported.ok) throw new Error('the model is well formed');
    const reasons = imported.claims.map(({ reason }) => reason?.code ?? null);
    expect(new Set(reasons)).toEqual(new Set([null, 'too-many-roles']));
    expect(new Set(verified(imported.protocol, 1).map(({ answer }) => answer.kind))).toEqual(
      new Set(['undecided']),
    );
  });
});

describe('long lists', { timeout: patience }, () => {
  const many = Array.from({ length: 200_000 }, (_, index) => `c${index}`);

  test('of declarations are read', () => {
    const text = `const ${many.join(',')}; protocol P(A) { role A { claim_A1(A, Reachable); } }`;
    expect(importScyther(text)).toHaveProperty('ok');
  });

  test('of arguments are read', () => {
    const text = `attacker[active]\nprincipal A[\nx = HASH(${many.map(() => 'nil').join(',')})\n]\nqueries[]`;
    expect(importVerifpal(text, 1)).toHaveProperty('ok');
  });
});
