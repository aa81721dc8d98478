import type { Model } from '#core/language/model.ts';
import type { Span } from '#core/language/source.ts';

/** Where the model declares a name: of an element, an entity, a message, a phase or an attack model. */
export function declaredPlace(model: Model, name: string): Span | null {
  const messages = model.phases.flatMap(({ steps }) => steps).filter((step) => step.kind === 'message');
  const declared = [...model.elements, ...model.entities, ...messages, ...model.phases, ...model.attacks];
  return declared.find((each) => each.name === name)?.span ?? null;
}
