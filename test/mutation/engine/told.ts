import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { Gates, type Told } from './gates.ts';
import { ways } from './ways.ts';

export type { Told } from './gates.ts';

/** How much work each way may be on one problem: how often it may ask whether it is to stop. */
const effort = 600;

/**
 * What is told of a text in every way, each answer judged. `before` is what was told of it before, the judges being the same:
 * what they accepted then needs not be looked at again.
 */
export function toldOf(text: string, before: readonly Told[] = []): readonly Told[] {
  const { executable } = checkText(text);
  if (executable === null) return [];
  const accepted = new Set(
    before.flatMap(({ raw, answer, by, evidence }) =>
      raw === answer && by === null && evidence !== null ? [evidence] : [],
    ),
  );
  return problemsOf(executable.model, executable.run).flatMap((problem) => {
    const gates = new Gates(problem, executable.model, accepted, { cancelled: () => false });
    const asked = new Map(problem.questions.map((question) => [question.key, question]));
    return ways.flatMap((way) => {
      let looked = 0;
      const cancelled = (): boolean => {
        looked += 1;
        return looked > effort;
      };
      const options = { clauses: 2_000, cancelled, progress: () => undefined };
      return way.answers(problem.protocol, options).flatMap((answer): readonly Told[] => {
        const question = asked.get(answer.query);
        return question === undefined ? [] : [gates.look(answer, question, way)];
      });
    });
  });
}
