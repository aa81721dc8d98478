import type { Bindings } from '#core/theories/bindings.ts';
import { AttackerFacts } from './attacker-facts.ts';
import type { Clause, Fact } from './clause.ts';
import { FactIndex, printOf } from './fact-index.ts';
import { keptClause, type Kept } from './kept-clause.ts';
import type { Signature } from './signature.ts';
import type { Simplification } from './simplification.ts';
import { subsumes } from './subsumption.ts';

/** The clauses that a saturation has taken up, without those that others make superfluous. */
export class ClauseStore {
  readonly #signature: Signature;
  readonly #bindings: Bindings;
  readonly #attacker: AttackerFacts;
  readonly #byConclusion = new FactIndex<Kept>();
  readonly #solvedBy = new FactIndex<Kept>();
  readonly #waitingFor = new FactIndex<Kept>();
  readonly #all: Kept[] = [];

  constructor(signature: Signature, simplification: Simplification, bindings: Bindings) {
    this.#signature = signature;
    this.#bindings = bindings;
    this.#attacker = new AttackerFacts(signature, simplification, bindings);
  }

  /** The clause as it is kept; null when it says nothing new. Clauses that it makes superfluous go. */
  keep(clause: Clause): Kept | null {
    if (this.#attacker.isComposable(clause)) return null;
    const kept = keptClause(clause, this.#signature);
    const { predicate } = clause.conclusion;
    const { print } = kept;
    if (this.#byConclusion.hasGeneralising(predicate, print, (other) => this.covers(other, kept)))
      return null;
    this.#byConclusion.forInstances(predicate, print, (other) => {
      if (this.covers(kept, other)) other.removed = true;
    });
    this.#all.push(kept);
    this.#byConclusion.add(predicate, print, kept);
    const wanted = clause.hypotheses[kept.selected];
    if (wanted === undefined) this.#solvedBy.add(predicate, print, kept);
    else this.#waitingFor.add(wanted.predicate, printOf(wanted, this.#signature.bank), kept);
    this.#attacker.add(kept);
    return kept;
  }

  /** All clauses that are kept. */
  get kept(): readonly Kept[] {
    return this.#all.filter(({ removed }) => !removed);
  }

  /** True when one clause makes another superfluous. */
  covers(general: Kept, special: Kept): boolean {
    const { features } = general;
    if (features.hypotheses > special.features.hypotheses) return false;
    if (features.size > special.features.size) return false;
    if ((features.bits & ~special.features.bits) !== 0) return false;
    return subsumes(general.clause, special.clause, this.#bindings);
  }

  /** The hypotheses that are left without those that the adversary meets by itself. */
  unmet(hypotheses: readonly Fact[]): readonly Fact[] {
    return hypotheses.filter((fact) => !this.#attacker.meets(fact));
  }

  /** The solved clauses whose conclusion may be this fact. */
  providers(fact: Fact | undefined): readonly Kept[] {
    if (fact === undefined) return [];
    return this.#solvedBy.unifiable(fact.predicate, printOf(fact, this.#signature.bank));
  }

  /** The clauses that may wait for a solved one's conclusion. */
  consumers({ clause, print }: Kept): readonly Kept[] {
    return this.#waitingFor.unifiable(clause.conclusion.predicate, print);
  }
}
