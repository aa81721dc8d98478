import { actsIn } from './acting.ts';
import { arrivalOf } from './arrival.ts';
import { channelOf } from './channel.ts';
import { Composition } from './composition.ts';
import { Declarations } from './declarations.ts';
import { EntityRun, type EntityState } from './entity-run.ts';
import { CannotGoOn } from './cannot-go-on.ts';
import { NumberSteps } from './number-steps.ts';
import { Script } from './script.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import { errorAt, type Diagnostic } from '#core/language/diagnostic.ts';
import type { Model, Phase } from '#core/language/model.ts';
import { diffieHellmanPairs } from '#core/language/pair-purposes.ts';
import { anySort } from '#core/protocol/message.ts';

/**
 * The first step that an entity cannot take, executed by itself: what it would need for that it does not have at that
 * moment. None where every entity can go through the whole text.
 */
export function whatCannotBeTaken(model: Model): readonly Diagnostic[] {
  const declarations = new Declarations(model);
  const composition = new Composition(false, diffieHellmanPairs(model));
  try {
    const arrival = arrivalOf(declarations, composition);
    for (const { name } of model.entities) {
      const numbers = new NumberSteps(arrival.numbers, name);
      let state: EntityState | undefined = arrival.states.get(name);
      const go = (phase: Phase, index: number, from: EntityState): EntityState => {
        const run = new EntityRun(name, phase.steps, from, new Script(index), {
          declarations,
          composition,
          sortOf: () => anySort,
          fresh: (element) => ({ kind: 'fresh', name: element.name }),
          number: (element, _, use, script) => numbers.number(element, use, script),
          accept: () => undefined,
          useUp: () => undefined,
          channelOf: (step) => channelOf(step, phase),
        });
        for (const step of phase.steps) {
          if (step.kind === 'advance' || actsIn(step, name)) run.take(step);
        }
        return run.left;
      };
      for (const [index, phase] of phasesOf(model).from.entries()) {
        if (state !== undefined) state = go(phase, index, state);
      }
    }
    return [];
  } catch (problem) {
    if (!(problem instanceof CannotGoOn)) throw problem;
    const { step, entity, missing } = problem;
    const subject = step.kind === 'message' ? step.name : step.element;
    if (missing === null) return [errorAt(step.span, 'cannot-take', { entity, subject })];
    const code = step.kind === 'message' ? 'cannot-build' : 'cannot-derive';
    return [errorAt(step.span, code, { entity, subject, missing })];
  }
}
