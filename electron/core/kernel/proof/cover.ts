import { alike, split, type Clause, type Fact, type Pair } from './clause.ts';
import { ClauseIndex } from './clause-index.ts';
import {
  clashAt,
  freeValue,
  instantiate,
  matchAll,
  mustDiffer,
  same,
  type Substitution,
} from './equality.ts';
import { partsOf, replaceVariables, type Term } from './term.ts';
import type { Work } from './work.ts';

/**
 * How the hypotheses of one clause may be found among those of another. `once`: each in a place of its own, so that the one has
 * no more hypotheses than the other. `freely`: several in one place, and what the adversary builds of them counts as well.
 */
export type Manner = 'once' | 'freely';

/** What is given: the hypotheses of a clause, and what differs in it. */
type Given = Pick<Clause, 'hypotheses' | 'differ'>;

/** Says what follows from clauses in one step, or by building. */
export class Cover {
  readonly #solved: ClauseIndex;
  readonly #work: Work;

  /** `solved` are the clauses without a selected hypothesis. */
  constructor(solved: readonly Clause[], work: Work) {
    this.#solved = new ClauseIndex(solved);
    this.#work = work;
  }

  /** True if a clause says nothing, as two values that differ in it are equal. */
  isVoid({ differ }: Clause): boolean {
    return differ.some(([left, right]) => same(left, right, this.#work));
  }

  /** True if the conclusion is among the hypotheses, or follows from them by solved clauses. */
  isDerived({ hypotheses, differ, conclusion }: Clause): boolean {
    return conclusion !== null && this.#has(conclusion, { hypotheses, differ });
  }

  /**
   * What follows from the hypotheses of a clause by others, each of which is put to use where its selected hypothesis is known:
   * the clause with all that as hypotheses. It ends, as nothing that follows is larger than what it follows from.
   */
  extended(clause: Clause, open: ClauseIndex<Opening>): Clause {
    const known = [...clause.hypotheses];
    const given = { hypotheses: known, differ: clause.differ };
    for (const fact of known) {
      if (fact.kind === 'noted') continue;
      for (const each of open.forFact(fact)) {
        for (const found of this.#opened(each, fact, given)) {
          if (!known.some((other) => this.#isSame(other, found))) known.push(found);
        }
      }
    }
    return { ...clause, hypotheses: known };
  }

  // What a clause concludes from a fact in the place of its selected hypothesis, where its other hypotheses hold as well.
  #opened(clause: Opening, fact: Fact, given: Given): readonly Fact[] {
    const { hypotheses, conclusion } = clause;
    const chosen = chosenOf(clause);
    if (chosen === null || conclusion === null) return [];
    const others = { ...clause, hypotheses: hypotheses.filter((each) => each !== chosen) };
    return this.#matchFact(chosen, fact, new Map()).flatMap((binding) => {
      if (!isBound(conclusion, binding, this.#work) || !this.#meet(others, binding, given, 'freely', null))
        return [];
      return split(instantiateFact(conclusion, binding)).filter((each) => factSize(each) <= factSize(fact));
    });
  }

  /** True if a clause says at least what another one says. */
  subsumes(clause: Clause, other: Clause, manner: Manner): boolean {
    const bindings = this.#conclude(clause.conclusion, other.conclusion);
    return bindings.some((binding) => this.#meet(clause, binding, other, manner, null));
  }

  #conclude(pattern: Fact | null, fact: Fact | null): readonly Substitution[] {
    if (pattern === null || fact === null) return pattern === fact ? [new Map()] : [];
    return this.#matchFact(pattern, fact, new Map());
  }

  #matchFact(pattern: Fact, fact: Fact, binding: Substitution): readonly Substitution[] {
    if (!alike(pattern, fact) || clashAt(pattern.args, fact.args, this.#work)) return [];
    return matchAll(pattern.args, fact.args, binding, this.#work);
  }

  // Whether all hypotheses of a clause hold where the given ones do. Building ends: what is built is smaller than `bound`.
  #meet(clause: Clause, start: Substitution, given: Given, manner: Manner, bound: Fact | null): boolean {
    const taken = new Set<number>();
    const go = (open: readonly Fact[], binding: Substitution): boolean => {
      this.#work.spend(1 + open.length);
      const next = nextOf(open, binding, this.#work);
      if (next === undefined) return this.#differs(clause.differ, binding, given.differ);
      const rest = open.filter((each) => each !== next);
      if (isBound(next, binding, this.#work)) {
        const places = this.#place(instantiateFact(next, binding), given, manner, taken, bound);
        if (places === null) return false;
        for (const place of places) taken.add(place);
        const met = go(rest, binding);
        for (const place of places) taken.delete(place);
        return met;
      }
      return given.hypotheses.some((fact, place) => {
        const isTaken = manner === 'once' && fact.kind !== 'noted' && taken.has(place);
        if (isTaken) return false;
        const added = !taken.has(place);
        taken.add(place);
        const met = this.#matchFact(next, fact, binding).some((each) => go(rest, each));
        if (added) taken.delete(place);
        return met;
      });
    };
    return go(clause.hypotheses, start);
  }

  // The places at which a fact is found, one for each part where it is a tuple that the adversary has; null where one is missing.
  #place(
    fact: Fact,
    given: Given,
    manner: Manner,
    taken: ReadonlySet<number>,
    bound: Fact | null,
  ): readonly number[] | null {
    const places: number[] = [];
    for (const part of split(fact)) {
      const place = given.hypotheses.findIndex(
        (each, index) =>
          (manner === 'freely' || part.kind === 'noted' || !(taken.has(index) || places.includes(index))) &&
          this.#isSame(part, each),
      );
      if (place >= 0) places.push(place);
      else if (manner === 'once' || (bound !== null && !isSmaller(part, bound))) return null;
      else if (!this.#isBuilt(part, given)) return null;
    }
    return places;
  }

  #has(fact: Fact, given: Given): boolean {
    return given.hypotheses.some((each) => this.#isSame(fact, each)) || this.#isBuilt(fact, given);
  }

  // Whether a fact follows from what is given by a solved clause, whose own hypotheses are given or smaller and follow.
  #isBuilt(fact: Fact, given: Given): boolean {
    return this.#solved
      .deriving(fact, given.hypotheses)
      .some((clause) =>
        this.#conclude(clause.conclusion, fact).some((binding) =>
          this.#meet(clause, binding, given, 'freely', fact),
        ),
      );
  }

  #isSame(one: Fact, other: Fact): boolean {
    return (
      alike(one, other) &&
      one.args.every((term, index) => {
        const counterpart = other.args[index];
        return counterpart !== undefined && same(term, counterpart, this.#work);
      })
    );
  }

  // What stands only in inequalities may be anything, so that it is taken for something that nothing else is.
  #differs(pairs: readonly Pair[], binding: Substitution, given: readonly Pair[]): boolean {
    const put = (term: Term): Term => instantiate(chooseFree(term, binding), binding);
    return pairs.every(([left, right]) => mustDiffer([put(left), put(right)], given, this.#work));
  }
}

// The variables of a pattern that are bound to nothing, as values that can be chosen.
function chooseFree(pattern: Term, binding: Substitution): Term {
  return replaceVariables(pattern, (variable) =>
    binding.has(variable.number) ? variable : freeValue(variable),
  );
}

function isBound({ args }: Fact, binding: Substitution, work: Work): boolean {
  const bound = (term: Term): boolean => {
    work.spend();
    return term.kind === 'variable' ? binding.has(term.number) : term.args.every(bound);
  };
  return args.every(bound);
}

// What leaves no choice first, then what is largest, as that binds most: many small ones can be told apart in many ways.
function nextOf(open: readonly Fact[], binding: Substitution, work: Work): Fact | undefined {
  const bound = open.find((fact) => isBound(fact, binding, work));
  if (bound !== undefined || open.length < 2) return bound ?? open[0];
  return open.reduce((largest, fact) => (factSize(fact) > factSize(largest) ? fact : largest));
}

function instantiateFact(fact: Fact, binding: Substitution): Fact {
  return { ...fact, args: fact.args.map((term) => instantiate(term, binding)) };
}

function isSmaller(one: Fact, other: Fact): boolean {
  const [size, limit] = [factSize(one), factSize(other)];
  if (one.kind !== 'attacker') return false;
  return other.kind !== 'attacker' || size < limit || (size === limit && one.epoch < other.epoch);
}

// Hypotheses of clauses are compared again and again.
const sizes = new WeakMap<Fact, number>();

function factSize(fact: Fact): number {
  const known = sizes.get(fact) ?? fact.args.reduce((sum, term) => sum + size(term), 0);
  sizes.set(fact, known);
  return known;
}

function size(term: Term): number {
  return partsOf(term).reduce((sum, part) => sum + size(part), 1);
}

/** A clause that waits for its selected hypothesis. */
export interface Opening extends Clause {
  readonly selected: number | null;
}

/** The selected hypothesis of a clause; null where nothing is selected. */
export function chosenOf({ hypotheses, selected }: Opening): Fact | null {
  return selected === null ? null : (hypotheses[selected] ?? null);
}
