import type { Model } from '#core/language/model.ts';
import type { Sort } from '#core/protocol/message.ts';

/** The sort of the agents that play an entity: the same for entities that one agent may play. */
export function agentSort(entity: string, model: Pick<Model, 'entities' | 'coincide'>): Sort {
  return `agent ${coinciding(entity, model).join(' or ')}`;
}

/** The entities that one agent may play beside this one, itself included, in the order of the model. */
export function coinciding(
  entity: string,
  { entities, coincide }: Pick<Model, 'entities' | 'coincide'>,
): readonly string[] {
  const found = new Set([entity]);
  for (const name of found) {
    for (const [one, other] of coincide) {
      if (one === name) found.add(other);
      if (other === name) found.add(one);
    }
  }
  return entities.map(({ name }) => name).filter((name) => found.has(name));
}

/** The label under which an entity hands its state on to its role of this name. */
export function stateLabel(entity: string, role: string): string {
  return `state of ${entity} for ${role}`;
}

/** The label under which an entity hands a term to the adversary in the phase of this index. */
export function leakLabel(term: string, entity: string, index: number): string {
  return `leak of ${term} by ${entity} in ${index}`;
}

/** The label under which the adversary tells a compromised entity what to send as this message. */
export function playLabel(message: string): string {
  return `as ${message}`;
}

/** What a memory of an agent is for: the numbers that it came to, those that it took over, or what it made and has used up. */
export const memoryUses = ['counted', 'accepted', 'used'] as const;

/** A memory that all runs of an agent share. */
export interface MemoryUse {
  readonly element: string;
  readonly use: (typeof memoryUses)[number];
  readonly entity: string;
}

/** The name of a memory. */
export function memoryName({ element, use, entity }: MemoryUse): string {
  return `${element} ${use} by ${entity}`;
}

/** Every memory that roles of a model may have, by its name. */
export function memoriesOf({ elements, entities }: Model): ReadonlyMap<string, MemoryUse> {
  return new Map(
    elements.flatMap(({ name: element }) =>
      entities.flatMap(({ name: entity }) =>
        memoryUses.map((use) => [memoryName({ element, use, entity }), { element, use, entity }] as const),
      ),
    ),
  );
}

/** A number that a counter or clock came to before the adversary; 0 is the one that it began with. */
export function quietNumber(element: string, count: number): string {
  return `${element} number ${String(count)}`;
}

/** The counter or clock that a constant is such a number of; null for any other constant. */
export function quietNumberOf(constant: string): string | null {
  // No name in the language has a blank.
  return /^(\S+) number \d+$/u.exec(constant)?.[1] ?? null;
}
