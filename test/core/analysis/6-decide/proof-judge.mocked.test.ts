import { afterEach, expect, test, vi } from 'vitest';
import { ProofJudge, type ProofVerdict } from '#core/analysis/6-decide/proof-judge.ts';
import { CertificateChecker } from '#core/kernel/proof/check.ts';
import { refuse, type Judgement, type ProofRefusal } from '#core/kernel/proof/judgement.ts';
import { protocol } from '../../../soundness/notation.ts';
import { emptyCertificate } from '../../../support/certificates.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What is known of a proof of which the checker says this; of another query where it says nothing. */
function known(judgement: Judgement | null): ProofVerdict {
  const name = judgement === null ? 'another' : 'asked';
  const said = new Map([[name, judgement ?? { verdict: 'accepted' as const }]]);
  vi.spyOn(CertificateChecker.prototype, 'check').mockReturnValue(said);
  const judge = new ProofJudge(protocol({ roles: [], queries: [] }), () => false);
  return judge.judge('asked', emptyCertificate);
}

test('a proof is one where the checker accepts it for the query that is asked about, and no other', () => {
  expect(known({ verdict: 'accepted' })).toEqual({ kind: 'checked' });
  expect(known(null)).toEqual({ kind: 'refused', code: 'query-unknown' });
});

test('a proof of a part is none of the whole', () => {
  const open = ['enough'] as const;
  expect(known({ verdict: 'partial', open })).toEqual({ kind: 'partial', open });
});

test.each<[ProofRefusal, ProofVerdict]>([
  ['budget', { kind: 'unchecked', reason: 'limit' }],
  ['clause-too-deep', { kind: 'unchecked', reason: 'limit' }],
  ['clause-too-large', { kind: 'unchecked', reason: 'limit' }],
  ['cancelled', { kind: 'unchecked', reason: 'cancelled' }],
  ['goal-violates', { kind: 'refused', code: 'goal-violates' }],
  ['clause-malformed', { kind: 'refused', code: 'clause-malformed' }],
])('what is refused by %s is told as what it is', (code, verdict) => {
  expect(known(refuse(code))).toEqual(verdict);
});
