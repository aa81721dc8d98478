import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listenerKnowledge } from '#core/analysis/6-decide/listener.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { exploredText } from '../core/semantics/explored.ts';
import { runs } from '../support/random.ts';
import { Choices, rows } from './choices.ts';
import { RandomGuessing } from './random-guessing.ts';

// Random models around a password. What the interpreter or a listener obtains, by guessing or after it, is never said to
// stay secret; and nothing is said to be lost that neither of them obtains. The guards are off.

/** How often a model's analysis asks whether it is to stop, before it is: so much work for each, whatever the machine does. */
const effort = 400;

test('what is guessed is not said to hold, and what holds is not said to be guessed', () => {
  let executed = 0;
  fc.assert(
    fc.property(rows, (row) => {
      const text = new RandomGuessing(new Choices(row)).write();
      const { executable } = checkText(text);
      if (executable === null) return;
      executed += 1;
      const { model, run } = executable;
      const { violations } = exploredText(text, { moments: 200, injections: 1 });
      const found = new Set(violations.map(({ asked }) => asked.key));
      const [problem] = problemsOf(model, run);
      if (problem === undefined) throw new Error('something is asked');
      const heard = listenerKnowledge(problem.model, problem.execution, problem.plan).elements;
      let asked = 0;
      const verdicts = verifyModel(model, run, {
        clauses: 500,
        cancelled: () => {
          asked += 1;
          return asked > effort;
        },
        progress: () => undefined,
        unguarded: true,
      });
      const isLost = ({ key, element }: (typeof verdicts)[number]['question']): boolean =>
        found.has(key) || (element !== null && heard.has(element));
      const wrong = verdicts.filter(({ question, answer }) =>
        isLost(question) ? answer === 'holds' : answer === 'violated',
      );
      expect(wrong.map(({ question, answer }) => `${question.key}: ${answer}`)).toEqual([]);
    }),
    { numRuns: runs(160) },
  );
  expect(executed).toBeGreaterThan(0);
});
