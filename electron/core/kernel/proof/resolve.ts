import { mapClause, renumber, splitClause, termsOf, type Clause, type Fact } from './clause.ts';
import { substitute, unify } from './equality.ts';
import { variablesOf } from './term.ts';
import type { Work } from './work.ts';

/**
 * What follows from a clause when another one concludes its selected hypothesis: the most general clauses, each as often as its
 * conclusion has parts.
 */
export function resolvents(clause: Clause, selected: Fact, other: Clause, work: Work): readonly Clause[] {
  const offset = 1 + Math.max(0, ...variablesOf(termsOf(clause)));
  const put = renumber(other, offset);
  const { conclusion } = put;
  if (conclusion === null) return [];
  const pairs = selected.args.flatMap((term, index) => {
    const given = conclusion.args[index];
    return given === undefined ? [] : [[term, given] as const];
  });
  const whole: Clause = {
    hypotheses: [...clause.hypotheses.filter((fact) => fact !== selected), ...put.hypotheses],
    conclusion: clause.conclusion,
    differ: [...clause.differ, ...put.differ],
  };
  return unify(pairs, work).flatMap((solution) =>
    splitClause(mapClause(whole, (term) => substitute(term, solution, work))),
  );
}
