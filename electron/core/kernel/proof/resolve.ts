import { mapClause, renumber, splitClause, termsOf, type Clause, type Fact, type Pair } from './clause.ts';
import { clashAt, substitute, unify } from './equality.ts';
import { variablesOf } from './term.ts';
import type { Work } from './work.ts';

/** Puts clauses in for hypotheses of others. */
export class Resolver {
  readonly #work: Work;
  // Clauses whose variables have other numbers, by how far they were moved.
  readonly #moved = new WeakMap<Clause, { readonly offset: number; readonly clause: Clause }>();

  readonly #until = new WeakMap<Clause, number>();

  constructor(work: Work) {
    this.#work = work;
  }

  /**
   * What follows from a clause when another one concludes its selected hypothesis: the most general clauses, each as often as its
   * conclusion has parts.
   */
  resolvents(clause: Clause, selected: Fact, other: Clause): readonly Clause[] {
    const { conclusion: concluded } = other;
    if (concluded === null || clashAt(selected.args, concluded.args, this.#work)) return [];
    const put = this.#apart(other, this.#variablesUntil(clause));
    const pairs = selected.args.flatMap((term, index): readonly Pair[] => {
      const given = put.conclusion?.args[index];
      return given === undefined ? [] : [[term, given]];
    });
    const solutions = unify(pairs, this.#work);
    if (solutions.length === 0) return [];
    const whole: Clause = {
      hypotheses: [...clause.hypotheses.filter((fact) => fact !== selected), ...put.hypotheses],
      conclusion: clause.conclusion,
      differ: [...clause.differ, ...put.differ],
    };
    return solutions.flatMap((solution) =>
      splitClause(mapClause(whole, (term) => substitute(term, solution, this.#work))),
    );
  }

  // A number that is greater than those of a clause's variables.
  #variablesUntil(clause: Clause): number {
    const known = this.#until.get(clause);
    if (known !== undefined) return known;
    const until = 1 + Math.max(0, ...variablesOf(termsOf(clause)));
    this.#until.set(clause, until);
    return until;
  }

  // A clause whose variables have numbers from an offset on at least.
  #apart(clause: Clause, offset: number): Clause {
    const known = this.#moved.get(clause);
    if (known !== undefined && known.offset >= offset) return known.clause;
    const far = Math.max(offset, 64);
    const moved = renumber(clause, far);
    this.#moved.set(clause, { offset: far, clause: moved });
    return moved;
  }
}
