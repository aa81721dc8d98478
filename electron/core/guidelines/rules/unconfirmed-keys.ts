import type { Design } from '#core/guidelines/design.ts';
import type { Observation } from '#core/guidelines/finding.ts';
import type { Element, Step } from '#core/language/model.ts';

/**
 * A session key is established, and one of those who share it never sees that the other has it (section 6.1, key
 * confirmation). Who got the key from the other knows that the other has it.
 */
export function unconfirmedKeys(design: Design): readonly Observation[] {
  return design.model.elements.flatMap((element) => {
    const beginning = establishment(design, element);
    if (beginning === null) return [];
    const key = design.run.vocabulary.secret(element);
    const ends = element.holders.filter((entity) => design.knowledgeOf(entity).facts.has(key));
    const unsure = ends.filter((entity) =>
      ends.some((other) => other !== entity && !isConfirmed(design, element, entity, other)),
    );
    if (unsure.length === 0) return [];
    const { name } = element;
    return [
      {
        span: beginning.span,
        message: null,
        elements: [name],
        entities: unsure,
        values: { key: name, entities: unsure.join(', ') },
      },
    ];
  });
}

// Where a session key is made or derived while an adversary is there; null for any other element.
function establishment(design: Design, { name, kind, lifetime }: Element): Step | null {
  if (kind !== 'symmetric-key' || lifetime !== 'session') return null;
  const steps = design.model.phases
    .filter(({ adversaryPresent }) => adversaryPresent)
    .flatMap((phase) => phase.steps);
  return steps.find((step) => begins(step, name)) ?? null;
}

function begins(step: Step, name: string): boolean {
  if (step.kind === 'make') return step.elements.includes(name);
  return step.kind === 'derive' && step.element === name;
}

function isConfirmed(design: Design, element: Element, entity: string, other: string): boolean {
  const key = design.run.vocabulary.secret(element);
  // Whoever made the key has it.
  const made = design.run.makers.get(element.name) === other;
  return design.receptions.some((each) => {
    if (!each.verified || each.receiver !== entity) return false;
    if (design.covers(each, key) && (made || each.origin === other)) return true;
    return (
      each.origin === other && each.term.key !== null && design.material(each.term.key).includes(element)
    );
  });
}
