import { afterEach, expect, test, vi } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { explainProof } from '#core/analysis/pipeline/explain-proof.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { ProofJudge, type ProofVerdict } from '#core/analysis/6-decide/proof-judge.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const { executable } = checkText(`protocol P
entity A
entity B
key K shared by A, B long-term
data D of A
phase one {
  message m A -> B: aead[K](D ; A, B)
}
confidentiality D: A, B
`);
if (executable === null) throw new Error('the model can be executed');
const { model, run } = executable;

/** Whether the proof of a question is told. */
function isTold(): boolean {
  const [question] = problemsOf(model, run).flatMap(({ questions }) => questions);
  if (question === undefined) throw new Error('something is asked');
  const options = { clauses: 5_000, cancelled: () => false, progress: () => undefined };
  return explainProof(model, run, question, options) !== null;
}

test('a proof is told that the checker accepts', () => {
  expect(isTold()).toBe(true);
});

test.each<ProofVerdict>([
  { kind: 'refused', code: 'goal-violates' },
  { kind: 'partial', open: ['enough'] },
  { kind: 'unchecked', reason: 'limit' },
])('a proof is not told of which is known: %j', (found) => {
  vi.spyOn(ProofJudge.prototype, 'judge').mockReturnValue(found);
  expect(isTold()).toBe(false);
});
