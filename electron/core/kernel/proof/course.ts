import type { Pair } from './clause.ts';
import { substitute, type Substitution } from './equality.ts';
import type { ExactFact } from './exact-rule.ts';
import type { Term } from './term.ts';
import type { Work } from './work.ts';

/** What a run has accepted so far. */
export interface Taken {
  readonly memory: string;
  readonly holder: readonly Term[];
  readonly value: Term;
}

/** One way in which a run can have come to a step: what it has bound, and everything that it has met on the way. */
export interface Course {
  readonly run: Term;
  readonly bound: ReadonlyMap<string, Term>;
  readonly made: ReadonlyMap<string, Term>;
  /** What tells the values that it makes from those of other runs: the run, its agents, what it received, numbers. */
  readonly marks: readonly Term[];
  readonly met: readonly ExactFact[];
  readonly differ: readonly Pair[];
  readonly taken: readonly Taken[];
}

/** A course after what its variables stand for is known better. */
export function refine(course: Course, solution: Substitution, work: Work): Course {
  const change = (term: Term): Term => substitute(term, solution, work);
  const changeValues = (map: ReadonlyMap<string, Term>): ReadonlyMap<string, Term> =>
    new Map([...map].map(([name, term]) => [name, change(term)] as const));
  return {
    run: change(course.run),
    bound: changeValues(course.bound),
    made: changeValues(course.made),
    marks: course.marks.map(change),
    met: course.met.map((fact) => mapExactFact(fact, change)),
    differ: course.differ.map(([left, right]): Pair => [change(left), change(right)]),
    taken: course.taken.map(({ memory, holder, value }) => ({
      memory,
      holder: holder.map(change),
      value: change(value),
    })),
  };
}

/** A fact with all its terms changed. */
export function mapExactFact(fact: ExactFact, change: (term: Term) => Term): ExactFact {
  switch (fact.kind) {
    case 'attacker':
      return { ...fact, term: change(fact.term) };
    case 'channel':
      return {
        ...fact,
        ends: fact.ends.map(change),
        message: change(fact.message),
        sender: change(fact.sender),
      };
    case 'event':
      return { ...fact, run: change(fact.run), args: fact.args.map(change) };
    case 'accepted':
      return {
        ...fact,
        run: change(fact.run),
        holder: fact.holder.map(change),
        value: change(fact.value),
      };
    case 'delivered':
      return { ...fact, run: change(fact.run), sender: change(fact.sender) };
  }
}
