import { execute, type HonestExecution, type Moment } from '#core/analysis/1-execute/execute.ts';
import type { Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import { explainDerivation } from '#core/analysis/2-consistency/derivation.ts';
import {
  guessableSecrets,
  guessAll,
  isOverheard,
  publicKnowledge,
} from '#core/analysis/2-consistency/passive.ts';
import { adversaryName, type DerivationStep } from '#core/analysis/record/record.ts';
import type { Model, Step } from '#core/language/model.ts';
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
  readonly #known = new Map<string, Set<string>>();
  readonly #seen = new Map<string, number>();

  constructor(model: Model) {
    this.#model = model;
    for (const { name } of model.entities) this.#known.set(name, new Set());
  }

  lookAt({ phase, step, knowledge, delivery }: Moment, vocabulary: ModelTerms): void {
    const names = step === null ? [...knowledge.keys()] : takingPart(step);
    const changes = names.flatMap((name) => {
      const held = knowledge.get(name);
      return held === undefined ? [] : [this.#changesOf(name, held, step, vocabulary)];
    });
    const isPhaseOver = step === (phase.steps.at(-1) ?? null);
    const moment = {
      phase: phase.name,
      step,
      gains: changes.flatMap(({ gains }) => gains),
      losses: changes.flatMap(({ losses }) => losses),
    };
    this.moments.push({ moment, delivery, isPhaseOver });
  }

  #changesOf(
    holder: string,
    held: Knowledge,
    step: Step | null,
    vocabulary: ModelTerms,
  ): Pick<SimulatedMoment, 'gains' | 'losses'> {
    const known = this.#known.get(holder) ?? new Set<string>();
    // Nothing new is known where no fact is new, but what is worked out from several.
    const isNew = held.facts.size !== this.#seen.get(holder);
    const gains = isNew ? newlyDerived(this.#model, held, known, vocabulary) : [];
    this.#seen.set(holder, held.facts.size);
    for (const { element } of gains) known.add(element);
    const lost = step?.kind === 'erase' ? [...known].filter((name) => !derives(name, held, vocabulary)) : [];
    for (const name of lost) known.delete(name);
    return {
      gains: gains.map((gain) => ({ holder, ...gain })),
      losses: lost.map((element) => ({ holder, element })),
    };
  }
}

// The listener hears what was said, in the same order.
function withListener(
  model: Model,
  run: HonestExecution,
  watched: readonly Watched[],
): readonly SimulatedMoment[] {
  const listener = publicKnowledge(model, run);
  const guessable = guessableSecrets(model, run);
  const known = new Set<string>();
  let seen = -1;
  return watched.map(({ moment, delivery, isPhaseOver }) => {
    if (delivery !== null && isOverheard(delivery))
      listener.add(delivery.content, 'overheard', delivery.step.name);
    if (isPhaseOver) guessAll(guessable, listener);
    if (listener.facts.size === seen) return moment;
    const gains = newlyDerived(model, listener, known, run.vocabulary);
    seen = listener.facts.size;
    for (const { element } of gains) known.add(element);
    return {
      ...moment,
      gains: [...moment.gains, ...gains.map((gain) => ({ holder: adversaryName, ...gain }))],
    };
  });
}

function newlyDerived(
  { elements }: Model,
  held: Knowledge,
  known: ReadonlySet<string>,
  vocabulary: ModelTerms,
): readonly Omit<Gain, 'holder'>[] {
  const format = (term: Term): string => vocabulary.format(term);
  return elements.flatMap((element) => {
    if (element.kind === 'constant' || known.has(element.name)) return [];
    const secret = vocabulary.secret(element);
    if (!held.derives(secret)) return [];
    return [{ element: element.name, derivation: explainDerivation(secret, held, format) }];
  });
}

function derives(name: string, held: Knowledge, vocabulary: ModelTerms): boolean {
  const element = vocabulary.element(name);
  return element !== undefined && held.derives(vocabulary.secret(element));
}

function takingPart(step: Step): readonly string[] {
  if (step.kind === 'message') return [step.sender, step.receiver];
  return 'entity' in step ? [step.entity] : step.entities;
}
