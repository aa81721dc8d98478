import { Prover, type Precision } from '#core/analysis/4-prove/prove.ts';
import { completesWithinStack } from '#core/stack-limit.ts';
import { StepBudget } from '#core/analysis/4-prove/step-budget.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { questionKey } from '#core/analysis/record/question.ts';

const precisions: readonly Precision[] = [
  { memory: 'slim', phased: false },
  { memory: 'full', phased: true },
];

/** How much work one saturation may be. */
const effort = 12;

/**
 * What the prover alone proves of a text, by the keys of the questions, each with the precision: without the search, without
 * the guards, and on the whole protocol, so that nothing else makes good what its rules lack.
 */
export function proofsIn(text: string): readonly { readonly key: string; readonly precision: string }[] {
  const { executable } = checkText(text);
  if (executable === null) return [];
  return problemsOf(executable.model, executable.run).flatMap(({ protocol, questions }) =>
    precisions.flatMap((precision) => {
      const proved = new Set<string>();
      completesWithinStack(() => {
        let looked = 0;
        const cancelled = (): boolean => {
          looked += 1;
          return looked > effort;
        };
        const prover = new Prover(
          protocol,
          protocol.queries,
          precision,
          new StepBudget({ clauses: 2_000, cancelled }),
        );
        for (const query of protocol.queries) {
          if (query.kind !== 'equal' && prover.prove(query).outcome === 'proved') proved.add(query.name);
        }
      });
      return questions.flatMap((question) =>
        proved.has(question.key) ? [{ key: questionKey(question), precision: precision.memory }] : [],
      );
    }),
  );
}
