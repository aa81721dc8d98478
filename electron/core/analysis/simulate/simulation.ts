import { execute, type HonestExecution, type Moment } from '#core/analysis/1-execute/execute.ts';
import type { Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import { explainDerivation } from '#core/analysis/2-consistency/derivation.ts';
import {
  guessableSecrets,
  guessAll,
  isOverheard,
  publicKnowledge,
} from '#core/analysis/2-consistency/passive.ts';
import { grouped } from '#core/grouped.ts';
import { adversaryName, type DerivationStep } from '#core/analysis/record/record.ts';
import type { Element, Model, Step } from '#core/language/model.ts';
import type { ModelTerms } from '#core/structure/model-terms.ts';
import type { Term } from '#core/terms/term.ts';

/** An element that somebody comes to know, and how. */
export interface Gain {
  /** An entity's name or that of the adversary. */
  readonly holder: string;
  readonly element: string;
  /** How the holder came to it, each step after those it rests on. */
  readonly derivation: readonly DerivationStep[];
}

/** An element that an entity knew and has no more. */
export interface Loss {
  readonly holder: string;
  readonly element: string;
}

/** A moment of the honest run: a phase that begins (`step` null), or a step that was taken. */
export interface SimulatedMoment {
  readonly phase: string;
  readonly step: Step | null;
  readonly gains: readonly Gain[];
  readonly losses: readonly Loss[];
}

/**
 * Goes through the honest run of a model and notes at each moment what each entity and an adversary that listens come to
 * know of the elements, and what entities forget. A listener tries guesses at the end of each phase, as in the requirement
 * table; what it is told then counts for the last moment of the phase. Constants are known to all and are left out.
 */
export function simulate(model: Model): readonly SimulatedMoment[] {
  const watch = new Watch(model);
  const run = execute(model, (moment, vocabulary) => {
    watch.lookAt(moment, vocabulary);
  });
  return withListener(model, run, watch.moments);
}

/** The elements that each holder knows after a moment, by holder, in the order in which they came to know them. */
export function knownAfter(
  moments: readonly SimulatedMoment[],
  index: number,
): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  for (const { gains, losses } of moments.slice(0, index + 1)) {
    for (const { holder, element } of gains) {
      const elements = known.get(holder) ?? new Set<string>();
      known.set(holder, elements.add(element));
    }
    for (const { holder, element } of losses) known.get(holder)?.delete(element);
  }
  return known;
}

/** The moment in which a holder first comes to know an element, by its index; null where it never does. */
export function firstKnown(
  moments: readonly SimulatedMoment[],
  holder: string,
  element: string,
): number | null {
  const index = moments.findIndex(({ gains }) =>
    gains.some((gain) => gain.holder === holder && gain.element === element),
  );
  return index < 0 ? null : index;
}

interface Watched {
  readonly moment: SimulatedMoment;
  readonly delivery: Moment['delivery'];
  /** True for the last moment of a phase. */
  readonly isPhaseOver: boolean;
}

class Watch {
  readonly moments: Watched[] = [];
  readonly #model: Model;
  readonly #holders = new Map<string, Holder>();

  constructor(model: Model) {
    this.#model = model;
  }

  lookAt({ phase, step, knowledge, delivery }: Moment, vocabulary: ModelTerms): void {
    const names = step === null ? [...knowledge.keys()] : takingPart(step);
    const gains: Gain[] = [];
    const losses: Loss[] = [];
    for (const name of names) {
      const held = knowledge.get(name);
      if (held === undefined) continue;
      const holder = this.#holders.get(name) ?? new Holder(name, held, elementsOf(this.#model, vocabulary));
      this.#holders.set(name, holder);
      gains.push(...holder.gains(vocabulary));
      if (step?.kind === 'erase') losses.push(...holder.losses(vocabulary));
    }
    const isPhaseOver = step === (phase.steps.at(-1) ?? null);
    this.moments.push({ moment: { phase: phase.name, step, gains, losses }, delivery, isPhaseOver });
  }
}

// The listener hears what was said, in the same order.
function withListener(
  model: Model,
  run: HonestExecution,
  watched: readonly Watched[],
): readonly SimulatedMoment[] {
  const knowledge = publicKnowledge(model, run);
  const guessable = guessableSecrets(model, run);
  const listener = new Holder(adversaryName, knowledge, elementsOf(model, run.vocabulary));
  return watched.map(({ moment, delivery, isPhaseOver }) => {
    if (delivery !== null && isOverheard(delivery))
      knowledge.add(delivery.content, 'overheard', delivery.step.name);
    if (isPhaseOver) guessAll(guessable, knowledge);
    return { ...moment, gains: [...moment.gains, ...listener.gains(run.vocabulary)] };
  });
}

/** The elements that can be known, by their secrets, and those among them that can be worked out from others. */
interface Elements {
  readonly bySecret: ReadonlyMap<Term, readonly Element[]>;
  readonly derived: readonly Element[];
}

function elementsOf(model: Model, vocabulary: ModelTerms): Elements {
  const elements = model.elements.filter(({ kind }) => kind !== 'constant');
  return {
    bySecret: grouped(elements, (element) => vocabulary.secret(element)),
    derived: elements.filter(({ name }) => vocabulary.isDerived(name)),
  };
}

/** What one holder knows of the elements, from moment to moment. */
class Holder {
  readonly #name: string;
  readonly #held: Knowledge;
  readonly #elements: Elements;
  readonly #known = new Map<string, Element>();
  readonly #forgotten = new Set<Element>();
  #seen = 0;

  constructor(name: string, held: Knowledge, elements: Elements) {
    this.#name = name;
    this.#held = held;
    this.#elements = elements;
  }

  /** The elements that it came to know since it was asked last. */
  gains(vocabulary: ModelTerms): readonly Gain[] {
    const { facts } = this.#held;
    if (facts.size === this.#seen && this.#forgotten.size === 0) return [];
    // A name is had or not; what is derived may be put together without ever being told.
    const told = [...facts.keys()]
      .slice(this.#seen)
      .flatMap((term) => this.#elements.bySecret.get(term) ?? []);
    // A fact is told once: what was forgotten may come again.
    const gained = [...new Set([...told, ...this.#elements.derived, ...this.#forgotten])].filter(
      (element) => !this.#known.has(element.name) && this.#held.derives(vocabulary.secret(element)),
    );
    this.#seen = facts.size;
    for (const element of gained) {
      this.#known.set(element.name, element);
      this.#forgotten.delete(element);
    }
    const format = (term: Term): string => vocabulary.format(term);
    return gained.map((element) => ({
      holder: this.#name,
      element: element.name,
      derivation: explainDerivation(vocabulary.secret(element), this.#held, format),
    }));
  }

  /** The elements that it knew and has no more. */
  losses(vocabulary: ModelTerms): readonly Loss[] {
    const lost = [...this.#known.values()].filter(
      (element) => !this.#held.derives(vocabulary.secret(element)),
    );
    for (const element of lost) {
      this.#known.delete(element.name);
      this.#forgotten.add(element);
    }
    return lost.map(({ name }) => ({ holder: this.#name, element: name }));
  }
}

function takingPart(step: Step): readonly string[] {
  if (step.kind === 'message') return [step.sender, step.receiver];
  return 'entity' in step ? [step.entity] : step.entities;
}
