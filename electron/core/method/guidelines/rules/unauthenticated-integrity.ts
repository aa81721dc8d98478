import { isExposed, plainParts, type Design, type Reception } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';
import { visibleTerms } from '#core/analysis/1-execute/receiver-view.ts';
import type { Element } from '#core/language/model.ts';
import { allSubterms, type Term } from '#core/terms/term.ts';

/**
 * Finds elements whose integrity is required that come under public-key encryption alone, which anybody can make
 * (section 4.3, Table 3).
 */
export function publicKeyEncryptionAlone(design: Design): readonly Observation[] {
  return design.receptions.flatMap((reception) => {
    const { delivery, term } = reception;
    if (term.primitive !== 'penc' || !reception.opened || !isExposed(delivery)) return [];
    if (showsSharedSecret(design, reception)) return [];
    return integrityElements(design, reception)
      .filter((element) => !design.vouchedFor(delivery, design.run.vocabulary.secret(element)))
      .map((element) => observation(design, reception, element));
  });
}

/**
 * Plain encryption counts as integrity only where the receiver recognises something in what it opens (section 4.3):
 * here every bit string opens to something acceptable.
 */
export function unrecognisableEncryption(design: Design): readonly Observation[] {
  return design.receptions.flatMap((reception) => {
    const { delivery, term } = reception;
    if (term.primitive !== 'enc' || !reception.verified || !isExposed(delivery)) return [];
    if (recognises(design, reception)) return [];
    return integrityElements(design, reception)
      .filter((element) => {
        const secret = design.run.vocabulary.secret(element);
        const others = design.receptionsIn(delivery).filter((each) => each !== reception && each.verified);
        return !others.some((each) => design.covers(each, secret) || design.covers(each, term));
      })
      .map((element) => observation(design, reception, element));
  });
}

function observation(design: Design, reception: Reception, { name }: Element): Observation {
  const { delivery, term, receiver } = reception;
  const about = { elements: [name], entities: [receiver], values: { element: name, receiver } };
  return observationAt(design.run, delivery, term, about);
}

// The elements directly in a ciphertext that the table asks integrity of and that the receiver takes over.
function integrityElements(design: Design, { delivery, term, receiver }: Reception): readonly Element[] {
  return plainParts(term.content).flatMap((part) => {
    const element = design.elementOf(part);
    if (element === undefined) return [];
    const asked = design.model.ticks.some(
      ({ property, element: name, entities }) =>
        property === 'integrity' && name === element.name && !entities.includes(receiver),
    );
    return asked && (element.kind === 'data' || !delivery.heldBefore.has(part)) ? [element] : [];
  });
}

// A secret that the receiver had before shows that whoever encrypted has it too.
function showsSharedSecret(design: Design, { delivery, term }: Reception): boolean {
  return plainParts(term.content).some(
    (part) => delivery.heldBefore.has(part) && !design.adversary.knowledge.derives(part),
  );
}

function recognises(design: Design, { delivery, term, receiver }: Reception): boolean {
  const visible = visibleTerms(term.content, design.knowledgeOf(receiver));
  return [...visible].some((part) => {
    if (part.kind === 'tuple') return false;
    if (part.kind === 'apply') return part.primitive !== 'enc' && part.primitive !== 'penc';
    return isExpected(design, part, delivery);
  });
}

function isExpected(design: Design, part: Term, delivery: Reception['delivery']): boolean {
  const element = part.kind === 'atom' ? design.run.vocabulary.element(part.name) : undefined;
  if (element === undefined) return part.kind === 'atom' || delivery.heldBefore.has(part);
  if (delivery.checked.has(element.name)) return true;
  const moves = element.kind === 'data' || element.kind === 'counter' || element.kind === 'timestamp';
  const compared = allSubterms(delivery.content).has(part) && delivery.heldBefore.has(part);
  return !moves && compared && !delivery.skipped.elements.has(element.name);
}
