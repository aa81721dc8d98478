import { expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { examplesOf } from '#core/language/rules.ts';

test('a proof that nobody can guess is accepted, although the prover leaves out what notes of known things would say', () => {
  const [example] = examplesOf('unknown-public-half');
  const { executable } = checkText(example?.text ?? '');
  if (executable === null) throw new Error('the model can be executed');
  const limits = { clauses: 20_000, cancelled: () => false, progress: () => undefined };
  const verdicts = verifyModel(executable.model, executable.run, limits);
  expect(verdicts.map(({ answer, evidence }) => [answer, evidence?.state])).toEqual([
    ['holds', 'checked'],
    ['holds', 'checked'],
  ]);
});
