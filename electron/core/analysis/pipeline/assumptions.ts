import { Trustees } from '#core/analysis/3-translate/trustees.ts';
import type { AssumptionKind } from '#core/analysis/record/assumption.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { AnswerAssumption } from '#core/analysis/record/verdict.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import type { Model, Phase } from '#core/language/model.ts';
import { diffieHellmanPairs } from '#core/language/pair-purposes.ts';
import { permittedHolders } from '#core/language/permitted-holders.ts';
import type { VerificationProblem } from './problems.ts';

/** Tells what the answers to a problem's questions take for granted beyond the plain model. */
export class Assumptions {
  readonly #problem: VerificationProblem;
  readonly #trustees: Trustees;
  readonly #common: readonly AnswerAssumption[];

  constructor(problem: VerificationProblem) {
    const { model, execution } = problem;
    this.#problem = problem;
    this.#trustees = new Trustees(model, execution);
    this.#common = [
      ...assumed('delivered-once', messagesDeliveredOnce(model)),
      ...assumed(model.coincide.length > 0 ? 'other-roles-apart' : 'roles-apart', entitiesKeptApart(model)),
      ...assumed('clocks-in-step', clocksOf(model)),
      ...assumed('one-round', renewingPhases(model)),
      ...assumed('two-exponents', [...diffieHellmanPairs(model)]),
    ];
  }

  /** The assumptions of the answer to a question. */
  of(question: Question): readonly AnswerAssumption[] {
    const ends = this.#ends(question);
    const others = question.honest.filter((name) => !ends.includes(name));
    const issuers = this.#issuers(question);
    return [
      ...assumed(
        'issuers-honest',
        others.filter((name) => issuers.has(name)),
      ),
      ...assumed(
        'holders-honest',
        others.filter((name) => !issuers.has(name)),
      ),
      ...this.#common,
    ];
  }

  // Whose honesty the question is about: both ends; of a secret, those who may have it.
  #ends({ entity, originator, element }: Question): readonly string[] {
    if (originator !== null) return [entity, originator];
    const { model } = this.#problem;
    const byDesign = model.elements.find(({ name }) => name === element)?.holders ?? [];
    return [entity, ...(permittedHolders(model, element) ?? byDesign)];
  }

  // Who makes the element, a key that protects it, what that is derived from, and so on.
  #issuers({ element, on }: Question): ReadonlySet<string> {
    const { makers } = this.#problem.execution;
    const about = element === null ? on : [element];
    const foundations = about.flatMap((name) => [...this.#trustees.foundations(name)]);
    return new Set(foundations.flatMap((name) => makers.get(name) ?? []));
  }
}

function assumed(kind: AssumptionKind, names: readonly string[]): readonly AnswerAssumption[] {
  return names.length === 0 ? [] : [{ kind, names, without: null }];
}

// Those sent over a channel that delivers them once, while the adversary is there.
function messagesDeliveredOnce(model: Model): readonly string[] {
  return attackable(model).flatMap(({ steps }) =>
    steps.flatMap((step) => {
      if (step.kind !== 'message' || step.repeats) return [];
      return step.trust === 'authentic' || step.trust === 'secure' ? [step.name] : [];
    }),
  );
}

// Those that are apart from some other.
function entitiesKeptApart({ entities, coincide }: Model): readonly string[] {
  const names = entities.map(({ name }) => name);
  const mayBeOne = (one: string, other: string): boolean =>
    coincide.some((pair) => pair.includes(one) && pair.includes(other));
  return names.filter((one) => names.some((other) => other !== one && !mayBeOne(one, other)));
}

function clocksOf(model: Model): readonly string[] {
  if (attackable(model).length === 0) return [];
  return model.elements.filter(({ kind }) => kind === 'timestamp').map(({ name }) => name);
}

// Where what replaces a key comes about, or what had come about in an earlier phase does so again.
function renewingPhases(model: Model): readonly string[] {
  const replacing = new Set(
    model.elements.flatMap(({ name, replaces }) => (replaces === null ? [] : [name])),
  );
  return attackable(model)
    .filter((phase) => {
      const earlier = model.phases.slice(0, model.phases.indexOf(phase)).flatMap(broughtAbout);
      return broughtAbout(phase).some((name) => replacing.has(name) || earlier.includes(name));
    })
    .map(({ name }) => name);
}

function broughtAbout({ steps }: Phase): readonly string[] {
  return steps.flatMap((step) => {
    if (step.kind === 'derive') return [step.element];
    return step.kind === 'make' || step.kind === 'install' ? step.elements : [];
  });
}

function attackable(model: Model): readonly Phase[] {
  return phasesOf(model).from.filter(({ adversaryPresent }) => adversaryPresent);
}
