import { expect, test } from 'vitest';
import { listenerKnowledge } from '#core/analysis/6-decide/listener.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';

// A derives K1 with one number; then the counter moves on, or not, and something made with it is told to all.
const told = (between: string): string => `protocol P
entity A
entity B
key K of A long-term
key K1 of A session
counter C of A
phase run {
  A advances C
  A derives K1 = kdf[K](C)
${between}  message m A -> B: kdf[K](C)
}
confidentiality K1: A
`;

function heardIn(text: string): readonly string[] {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('not executable');
  const [problem] = problemsOf(executable.model, executable.run);
  if (problem === undefined) throw new Error('nothing is asked');
  return [...listenerKnowledge(problem.model, problem.execution, problem.plan).elements];
}

test('what is made with the same number is taken for what it is', () => {
  expect(heardIn(told(''))).toContain('K1');
});

test('what is made with a later number is not taken for what was made with an earlier one', () => {
  expect(heardIn(told('  A advances C\n'))).not.toContain('K1');
});
