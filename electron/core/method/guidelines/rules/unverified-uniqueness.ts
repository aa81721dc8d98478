import { isExposed, type Design, type Reception } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { isFresh } from '#core/method/guidelines/design/freshness.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';
import type { Element } from '#core/language/model.ts';

/**
 * A counter or a timestamp is sent under protection and gives no freshness: the receiver that keeps it does not check
 * it, nobody moves it on, or both directions move the same one on (section 6.2.3).
 */
export function unverifiedUniqueness(design: Design): readonly Observation[] {
  const told = new Set<string>();
  return design.receptions.flatMap((reception) => {
    const { delivery, term, receiver, origin } = reception;
    if (!reception.verified || origin === receiver || !isExposed(delivery)) return [];
    if (isFresh(design, reception) || design.passesOn(reception)) return [];
    return design.coveredElements(reception).flatMap((element) => {
      const place = `${element.name} ${delivery.step.name}`;
      if (told.has(place) || !isKeptBy(element, receiver) || !isKeptBy(element, origin)) return [];
      told.add(place);
      const { name } = element;
      const values = { element: name, receiver, reason: reasonOf(design, element, reception) };
      return [observationAt(design.run, delivery, term, { elements: [name], entities: [receiver], values })];
    });
  });
}

function isKeptBy({ kind, holders, knownTo }: Element, entity: string): boolean {
  // Everybody has a clock.
  if (kind === 'timestamp') return true;
  return kind === 'counter' && (holders.includes(entity) || knownTo.includes(entity));
}

function reasonOf(design: Design, { name }: Element, { delivery }: Reception): string {
  if (!delivery.checked.has(name) || delivery.skipped.elements.has(name)) return 'unchecked';
  const steps = design.model.phases.flatMap((phase) => phase.steps);
  const moves = steps.some((step) => step.kind === 'advance' && step.elements.includes(name));
  return moves ? 'shared' : 'still';
}
