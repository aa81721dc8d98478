import { describe, expect, test } from 'vitest';
import { verifyGuarded } from '#core/analysis/6-decide/guarded.ts';
import type { Answer, VerifyOptions } from '#core/analysis/6-decide/answer.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import { imported } from '../../../support/models/scyther.ts';

const options: VerifyOptions = { clauses: 20_000, cancelled: () => false, progress: () => undefined };

const said = (answer: Answer | undefined): string =>
  answer?.kind === 'undecided' ? answer.reason : (answer?.kind ?? 'nothing');

/** What is said of each claim without the guard and with it. */
function claims(text: string): readonly (readonly [without: string, withIt: string])[] {
  const { protocol } = imported(text);
  const [plain, guarded] = [verify(protocol, options), verifyGuarded(protocol, options)];
  return protocol.queries.map(({ name }) => {
    const of = (answers: typeof plain): string => said(answers.find(({ query }) => query === name)?.answer);
    return [of(plain), of(guarded)];
  });
}

describe("another tool's model", () => {
  test('in which nobody comes to a claim proves nothing of it', () => {
    const text = (awaited: string): string => `
      protocol stuck(A, B) {
        role A { fresh n: Nonce; send_1(A, B, {A, n}k(A, B)); }
        role B { var n: Nonce; recv_1(A, B, ${awaited}); claim(B, Secret, n); }
      }`;
    expect(claims(text('{A, n}k(A, B)'))).toEqual([['holds', 'holds']]);
    // The names are in the other order: what is awaited is never sent, and the claim is about nothing.
    expect(claims(text('{n, A}k(A, B)'))).toEqual([['holds', 'vacuous']]);
  });

  test('whose messages only an adversary brings together is answered all the same', () => {
    const text = `
      protocol relayed(A, B) {
        role A { fresh n: Nonce; send_1(A, B, {A, n}k(A, B)); }
        role B { var n: Nonce; recv_!2(A, B, {A, n}k(A, B)); claim(B, Secret, n); }
      }`;
    expect(claims(text)).toEqual([['holds', 'holds']]);
  });

  test('loses nothing that was proved to what is worked on afterwards', () => {
    const text = `
      protocol both(A, B) {
        role A { fresh n: Nonce; send_1(A, B, {A, n}k(A, B)); claim(A, Secret, n); claim(A, Alive); }
        role B { var n: Nonce; recv_1(A, B, {A, n}k(A, B)); claim(B, Alive); }
      }`;
    const { protocol } = imported(text);
    let holding = 0;
    let stopped = false;
    const verdicts = verifyGuarded(protocol, {
      clauses: 20_000,
      cancelled: () => stopped,
      progress: (news) => {
        if (news.kind === 'answered' && news.answer.kind === 'holds') holding += 1;
        // There is no time left for what comes now.
        if (news.kind === 'working' && holding > 0) stopped = true;
      },
    });
    expect(stopped).toBe(true);
    expect(verdicts.filter(({ answer }) => answer.kind === 'holds')).toHaveLength(holding);
  });
});
