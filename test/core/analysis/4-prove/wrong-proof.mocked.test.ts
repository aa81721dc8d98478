import { expect, test, vi } from 'vitest';
import { verifyGuarded } from '#core/analysis/6-decide/guarded.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import type { ActiveProgress } from '#core/analysis/pipeline/active-options.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';

// A prover that is wrong: whatever ends, it takes for what was needed before.
vi.mock(import('#core/analysis/4-prove/goal.ts'), async (original) => {
  const goal = await original();
  class CredulousCheck extends goal.CorrespondenceCheck {
    override satisfied(): boolean {
      return true;
    }
  }
  return { ...goal, CorrespondenceCheck: CredulousCheck };
});

const { executable } = checkText(`protocol P
entity A
entity B
key K shared by A, B long-term
data D of A
data E of A
phase one {
  message m1 A -> B: D, aead[K](E ; A, B)
}
confidentiality E: A, B
integrity D: A
integrity E: A
`);
if (executable === null) throw new Error('the model can be executed');
const { model, run } = executable;

test('what is said to hold and is not proved is inconsistent, and what is proved holds', () => {
  const news: ActiveProgress[] = [];
  const limits = { clauses: 20_000, cancelled: () => false };
  const verdicts = verifyModel(model, run, { ...limits, progress: (each) => news.push(each) });
  const found = verdicts.map(({ question: { kind, element }, answer, evidence }) => [
    kind,
    element,
    answer,
    evidence && { state: evidence.state, reasons: evidence.reasons },
  ]);
  const proof = { state: 'checked', reasons: [] };
  expect(found).toContainEqual(['secrecy', 'E', 'holds', proof]);
  expect(found).toContainEqual(['agreement', 'E', 'holds', proof]);
  const refused = { state: 'refused', reasons: ['goal-violates'] };
  expect(found).toContainEqual(['agreement', 'D', 'inconsistent', refused]);
  // That it comes from A is proved, that it comes once is not: half a proof is none.
  const partial = { state: 'partial', reasons: ['injectivity'] };
  expect(found).toContainEqual(['injective-agreement', 'E', 'undecided', partial]);
  // It was told as not yet checked before.
  const told = news.flatMap((each) => (each.kind === 'answered' ? [each.verdict] : []));
  expect(told.map(({ answer, evidence }) => [answer, evidence?.state])).not.toContainEqual([
    'holds',
    'checked',
  ]);
});

test('a model of another tool is treated alike', () => {
  const [problem] = problemsOf(model, run);
  if (problem === undefined) throw new Error('there is something to ask');
  const options = { clauses: 20_000, cancelled: () => false, progress: () => undefined };
  const answers = new Map(
    verifyGuarded(problem.protocol, options).map(({ query, answer }) => [query, answer.kind]),
  );
  const kinds = problem.questions.map(({ kind, element, key }) => [kind, element, answers.get(key)]);
  expect(kinds).toContainEqual(['agreement', 'E', 'holds']);
  expect(kinds).toContainEqual(['agreement', 'D', 'inconsistent']);
  expect(kinds).toContainEqual(['injective-agreement', 'E', 'undecided']);
});
