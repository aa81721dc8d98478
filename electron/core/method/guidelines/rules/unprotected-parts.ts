import { isExposed, plainParts, type Design, type Reception } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';
import type { Delivery } from '#core/analysis/1-execute/execute.ts';
import type { Element } from '#core/language/model.ts';
import { allSubterms } from '#core/terms/term.ts';

/**
 * Data or a constant, as a flag or the type of a message, goes in the clear beside something that is protected, and the
 * protection does not cover it: it can be changed while the rest is accepted (sections 4.2 and 6.2.3).
 */
export function unprotectedParts(design: Design): readonly Observation[] {
  return design.run.deliveries.filter(isExposed).flatMap((delivery) => {
    const { receiver } = delivery.step;
    const vouching = design.receptionsIn(delivery).filter(({ verified }) => verified);
    if (vouching.length === 0) return [];
    return plainParts(delivery.content).flatMap((part) => {
      const element = design.elementOf(part);
      if (element === undefined || !isReliedOn(element, delivery)) return [];
      if (vouching.some((each) => isBound(design, element, each))) return [];
      const values = { element: element.name, receiver };
      return [
        observationAt(design.run, delivery, part, { elements: [element.name], entities: [receiver], values }),
      ];
    });
  });
}

// What somebody else writes and the receiver does not ignore; what it sent out itself it knows.
function isReliedOn({ name, kind, holders }: Element, delivery: Delivery): boolean {
  if (delivery.skipped.elements.has(name)) return false;
  if (kind === 'constant') return true;
  return kind === 'data' && !holders.includes(delivery.step.receiver);
}

// Under a protection, or in the key that it takes.
function isBound(design: Design, element: Element, reception: Reception): boolean {
  const secret = design.run.vocabulary.secret(element);
  const { key } = reception.term;
  return design.covers(reception, secret) || (key !== null && allSubterms(key).has(secret));
}
