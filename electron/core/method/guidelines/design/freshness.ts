import type { Design, Reception } from './design.ts';
import type { Element } from '#core/language/model.ts';
import type { Term } from '#core/terms/term.ts';

/**
 * True if a receiver can tell that a protected term is no repetition (the paper, sections 4.3 and 6.2.3): it holds
 * something that the receiver made in this run or checks as its own, or a counter or timestamp that it checks, or its key is new.
 */
export function isFresh(design: Design, reception: Reception): boolean {
  const { key } = reception.term;
  return (
    design.coveredElements(reception).some((element) => isUnique(design, element, reception)) ||
    (key !== null && isNewKey(design, key, reception))
  );
}

function isUnique(design: Design, element: Element, { delivery, receiver }: Reception): boolean {
  const { name, kind } = element;
  if (delivery.skipped.elements.has(name)) return false;
  if (kind === 'timestamp') return delivery.checked.has(name);
  if (kind === 'counter') return delivery.checked.has(name) && design.integrity.countsOneWay(name, receiver);
  // A number that its maker checks counts once, in whatever phase it was made.
  const isMakers = design.run.makers.get(name) === receiver;
  if (kind === 'nonce' && isMakers && delivery.checked.has(name)) return true;
  return design.isOwn(element, receiver, delivery.phase);
}

// A key is new where something in it was made in this phase, or counts on (section 6.2.4, item 3).
function isNewKey(design: Design, key: Term, { delivery, receiver }: Reception): boolean {
  return design
    .material(key)
    .some(
      (element) =>
        design.madeIn(element.name) === delivery.phase ||
        design.isOwn(element, receiver, delivery.phase) ||
        element.kind === 'timestamp' ||
        (element.kind === 'counter' && design.integrity.countsOneWay(element.name, receiver)),
    );
}
