import type { Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import { listen } from '#core/analysis/2-consistency/passive.ts';
import type { AttackPlan } from '#core/analysis/3-translate/attack-plan.ts';
import { namesWithin } from '#core/analysis/3-translate/declarations.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Model } from '#core/language/model.ts';
import { allSubterms, type Term } from '#core/terms/term.ts';
import { arrivalIn } from '#core/language/adversary-arrival.ts';

/** The gain of whoever only listens to the honest run. */
export interface ListenerKnowledge {
  /** The names of elements. */
  readonly elements: ReadonlySet<string>;
}

/**
 * The gain of whoever only listens to the honest run, with what the plan hands out: no active adversary has less. Worked
 * out from the execution of the model, not from its translation. What broken primitives give is left out, so that it can
 * be too little and is never too much.
 */
export function listenerKnowledge(
  model: Model,
  execution: HonestExecution,
  plan: AttackPlan,
): ListenerKnowledge {
  const { vocabulary } = execution;
  const { store } = vocabulary;
  const moved = numbersMovedLater(model).map((name) => store.atom(name));
  // The execution has one number for all that a counter shows: what holds an earlier one may be taken for what holds a later.
  const isClear = (term: Term): boolean =>
    moved.includes(term) || !moved.some((number) => allSubterms(term).has(number));
  const heard = (content: Term): readonly Term[] =>
    content.kind === 'tuple' ? content.parts.flatMap(heard) : [content].filter(isClear);
  const { knowledge } = listen(model, execution, heard);
  for (const term of handedOut(model, execution, plan).flatMap(heard)) knowledge.add(term, 'overheard');
  const elements = model.elements.filter((element) => knowledge.derives(vocabulary.secret(element)));
  return { elements: new Set(elements.map(({ name }) => name)) };
}

// The counters and clocks that move on after something was made with them.
function numbersMovedLater({ phases }: Model): readonly string[] {
  const used = new Set<string>();
  const moved = new Set<string>();
  for (const step of phases.flatMap(({ steps }) => steps)) {
    if (step.kind === 'message' || step.kind === 'derive')
      for (const name of namesWithin(step.content)) used.add(name);
    if (step.kind !== 'advance') continue;
    for (const name of step.elements) if (used.has(name)) moved.add(name);
  }
  return [...moved];
}

// What leaks, and what compromised entities have, from the phase on that the plan says.
function handedOut(model: Model, execution: HonestExecution, plan: AttackPlan): readonly Term[] {
  const arrival = arrivalIn(model);
  if (arrival < 0) return [];
  const { vocabulary } = execution;
  const holds = (entity: string, element: string, from: number): boolean =>
    holdsFrom(model, execution, entity, secretOf(element), arrival + from);
  const secretOf = (name: string): Term => {
    const element = vocabulary.element(name);
    return element === undefined ? vocabulary.name(name) : vocabulary.secret(element);
  };
  const leaked = [...plan.leaked].filter(([element, from]) =>
    model.entities.some(({ name }) => holds(name, element, from)),
  );
  const compromised = [...plan.compromised].flatMap(([entity, from]) => [
    ...model.elements.filter(({ name }) => holds(entity, name, from)).map(({ name }) => secretOf(name)),
    ...(execution.knowledge.get(entity)?.held ?? []),
  ]);
  return [...leaked.map(([element]) => secretOf(element)), ...compromised];
}

// Whether an entity has a term in the phase of this index or a later one. One that it erased before and got back is taken
// for gone.
function holdsFrom(
  model: Model,
  execution: HonestExecution,
  entity: string,
  term: Term,
  from: number,
): boolean {
  const knowledge: Knowledge | undefined = execution.knowledge.get(entity);
  if (knowledge === undefined) return false;
  if (knowledge.derives(term)) return true;
  const erasedIn = execution.erased.get(entity)?.get(term);
  return erasedIn !== undefined && model.phases.findIndex(({ name }) => name === erasedIn) >= from;
}
