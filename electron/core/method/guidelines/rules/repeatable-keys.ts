import { isExposed, type Design, type Reception } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { isFresh } from '#core/method/guidelines/design/freshness.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';
import type { Delivery } from '#core/analysis/1-execute/execute.ts';
import type { Element } from '#core/language/model.ts';
import { allSubterms, type Term } from '#core/terms/term.ts';

/**
 * A key is transferred without anything fresh bound to it: a recorded transfer, given again, makes the receiver go
 * back to an old key (section 6.2.4, key transfer).
 */
export function repeatableKeys(design: Design): readonly Observation[] {
  return design.run.deliveries.filter(isExposed).flatMap((delivery) =>
    design.model.elements.flatMap((element) => {
      const key = design.run.vocabulary.secret(element);
      if (element.kind !== 'symmetric-key' || !delivery.learned.includes(key)) return [];
      const carriers = design
        .receptionsIn(delivery)
        .filter((each) => (each.verified || each.opened) && design.covers(each, key));
      const [carrier] = carriers;
      if (carrier === undefined || carriers.some((each) => isFresh(design, each))) return [];
      if (isTiedToSecret(design, key, delivery) || isOnlyMaterial(design, key, delivery)) return [];
      const { receiver } = carrier;
      const values = { key: element.name, receiver };
      const about = { elements: [element.name], entities: [receiver], values };
      return [observationAt(design.run, delivery, (carriers.at(-1) ?? carrier).term, about)];
    }),
  );
}

// What is under the new key holds a secret challenge of the receiver's, which went out under another key: whoever
// has only an old key could not have put it there (as in Yahalom's protocol).
function isTiedToSecret(design: Design, key: Term, delivery: Delivery): boolean {
  const { receiver } = delivery.step;
  return design.receptions.some(
    (each) =>
      each.receiver === receiver &&
      each.term.key === key &&
      design.coveredElements(each).some((element) => isSecretChallenge(design, element, key, each)),
  );
}

// What is transferred is no key by itself: keys are derived from it, and each with something new of the receiver's.
function isOnlyMaterial(design: Design, key: Term, { step, phase }: Delivery): boolean {
  const uses = design.applications.filter((each) => each.key === key);
  return (
    uses.length > 0 &&
    uses.every(
      (use) =>
        use.primitive === 'kdf' &&
        design.material(use.content).some((element) => design.isOwn(element, step.receiver, phase)),
    )
  );
}

function isSecretChallenge(
  design: Design,
  element: Element,
  key: Term,
  { receiver, delivery }: Reception,
): boolean {
  const term = design.run.vocabulary.secret(element);
  const [first] = design.run.deliveriesWith(term);
  return (
    design.isOwn(element, receiver, delivery.phase) &&
    !design.adversary.knowledge.derives(term) &&
    first?.step.sender === receiver &&
    ![...allSubterms(first.content)].some((part) => part.kind === 'apply' && part.key === key)
  );
}
