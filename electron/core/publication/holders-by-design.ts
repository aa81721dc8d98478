import type { ModelTerms } from '#core/structure/model-terms.ts';
import { plainParts } from '#core/method/guidelines/design/design.ts';
import type { Element, Model, Step } from '#core/language/model.ts';
import { directParts, encryptions, isSymmetric, nameOf } from './key-practice.ts';
import type { SentMessage } from './sent-message.ts';

/**
 * Returns a predicate that is true where an entity is meant to have a key: it is declared to, makes, derives or
 * installs it, or the requirement table permits it; where the table says nothing of a key, also who is sent it, in the
 * clear or under a key that it is to have. What an entity gets hold of beyond that, or fails to, is a finding and has
 * no part in it.
 */
export function holdersByDesign(
  model: Model,
  messages: readonly SentMessage[],
  vocabulary: ModelTerms,
): (entity: string, element: string) => boolean {
  const tables = model.ticks.filter(({ property }) => property === 'confidentiality');
  const held = new Set<string>([
    ...model.elements.flatMap(declared),
    ...model.phases.flatMap(({ steps }) => steps.flatMap(established)),
    ...tables.flatMap(({ element, entities }) => entities.map((entity) => place(entity, element))),
  ]);
  const required = new Set(tables.map(({ element }) => element));
  for (const message of messages) {
    const opened = encryptions(message).filter(({ key }) => {
      const name = nameOf(key, vocabulary);
      return name !== undefined && held.has(place(message.receiver, name));
    });
    for (const part of [...plainParts(message.content), ...opened.flatMap(directParts)]) {
      const sent = nameOf(part, vocabulary);
      if (sent === undefined || required.has(sent) || !isSymmetric(vocabulary.element(sent))) continue;
      held.add(place(message.receiver, sent));
    }
  }
  return (entity, element) => held.has(place(entity, element));
}

function place(entity: string, element: string): string {
  return `${entity} ${element}`;
}

// Of a key pair others know the public half alone.
function declared({ name, kind, holders, knownTo }: Element): readonly string[] {
  return [...holders, ...(kind === 'key-pair' ? [] : knownTo)].map((entity) => place(entity, name));
}

function established(step: Step): readonly string[] {
  switch (step.kind) {
    case 'make':
      return step.elements.map((element) => place(step.entity, element));
    case 'derive':
      return step.entities.map((entity) => place(entity, step.element));
    case 'accept':
    case 'install':
      return step.entities.flatMap((entity) => step.elements.map((element) => place(entity, element)));
    case 'message':
    case 'advance':
    case 'check':
    case 'skip':
    case 'erase':
      return [];
  }
}
