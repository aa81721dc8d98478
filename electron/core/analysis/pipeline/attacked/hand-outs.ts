import { execute, type HonestExecution, type Moment } from '#core/analysis/1-execute/execute.ts';
import type { Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import type { AttackPlan } from '#core/analysis/3-translate/attack-plan.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import type { Model } from '#core/language/model.ts';
import type { ModelTerms } from '#core/structure/model-terms.ts';
import type { Term } from '#core/terms/term.ts';

/** A term that an attack model hands to the adversary, and when. */
export interface HandOut {
  readonly term: Term;
  readonly rule: 'leaked' | 'handed-over';
  /** The phase in which it is handed out. */
  readonly phase: string;
}

/** A run, and what of it an attack model hands out as it goes. */
export interface RunWithHandOuts {
  readonly run: HonestExecution;
  readonly handOuts: readonly HandOut[];
}

/**
 * Executes a model honestly and notes what is handed out: from its phase on everything that a compromised entity has or
 * comes to have, and an element that leaks as soon as anybody has it.
 */
export function executeWithHandOuts(model: Model, plan: AttackPlan): RunWithHandOuts {
  const counter = new HandOutCounter(model, plan);
  const run = execute(model, (moment, vocabulary) => {
    counter.lookAt(moment, vocabulary);
  });
  return { run, handOuts: counter.handOuts };
}

class HandOutCounter {
  readonly handOuts: HandOut[] = [];
  readonly #plan: AttackPlan;
  /** The number of each phase from the adversary's coming on. */
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #given = new Set<Term>();
  readonly #told = new Map<string, number>();

  constructor(model: Model, plan: AttackPlan) {
    this.#plan = plan;
    this.#numbers = new Map(phasesOf(model).from.map(({ name }, number) => [name, number]));
  }

  lookAt({ phase, step, knowledge, delivery }: Moment, vocabulary: ModelTerms): void {
    const number = this.#numbers.get(phase.name);
    if (number === undefined) return;
    for (const [entity, from] of this.#plan.compromised) {
      const held = knowledge.get(entity);
      if (held !== undefined && number >= from) this.#handOver(entity, held, phase.name);
    }
    for (const [element, from] of this.#plan.leaked) {
      if (number < from) continue;
      const declared = vocabulary.element(element);
      const term = declared === undefined ? vocabulary.name(element) : vocabulary.secret(declared);
      const asked = step === null || delivery === null ? knowledge.keys() : [delivery.step.receiver];
      const isThere = [...asked].some((entity) => knowledge.get(entity)?.derives(term) === true);
      if (isThere) this.#give({ term, rule: 'leaked', phase: phase.name });
    }
  }

  // At first all that it holds; then what it came to know since.
  #handOver(entity: string, held: Knowledge, phase: string): void {
    const before = this.#told.get(entity);
    this.#told.set(entity, held.facts.size);
    const terms = before === undefined ? held.held : [...held.facts.keys()].slice(before);
    for (const term of terms) {
      this.#give({ term, rule: 'handed-over', phase });
    }
  }

  #give(handOut: HandOut): void {
    if (this.#given.has(handOut.term)) return;
    this.#given.add(handOut.term);
    this.handOuts.push(handOut);
  }
}
