import { isExposed, type Design, type Reception } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { isFresh } from '#core/method/guidelines/design/freshness.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';
import type { Element } from '#core/language/model.ts';

/**
 * A receiver acts on a message authentication code, a signature or a ciphertext in which nothing tells it that it is
 * no repetition: no challenge of its own, no counter or timestamp that it checks, no new key (sections 4.3, 6.2.3).
 *
 * Left to other guidelines are keys that are transferred, and counters that are sent and not checked. Certificates
 * are meant to last; a request that carries a challenge is judged by who asked; what is passed on, by who it is for.
 */
export function staleTokens(design: Design): readonly Observation[] {
  const told = new Set<string>();
  return design.receptions.flatMap((reception) => {
    const { delivery, term, receiver, origin } = reception;
    const place = `${String(term.id)} ${receiver}`;
    if (told.has(place) || !reception.verified || origin === receiver || !isExposed(delivery)) return [];
    if (isFresh(design, reception) || isLeftToOthers(design, reception)) return [];
    told.add(place);
    const elements = design.coveredElements(reception).map(({ name }) => name);
    const values = { receiver, origin };
    return [observationAt(design.run, delivery, term, { elements, entities: [origin, receiver], values })];
  });
}

function isLeftToOthers(design: Design, reception: Reception): boolean {
  const elements = design.coveredElements(reception);
  const { delivery, term, receiver } = reception;
  const carriesKey = elements.some(
    (element) =>
      element.kind === 'symmetric-key' && delivery.learned.includes(design.run.vocabulary.secret(element)),
  );
  const counts = elements.some((element) => isUniqueness(element) && holds(element, receiver));
  if (carriesKey || counts || isWrapped(design, reception) || design.passesOn(reception)) return true;
  if (elements.some(({ kind }) => kind === 'data')) return false;
  return (
    isCertificate(reception, elements) ||
    elements.some((element) => isJudgedByAsker(design, element, term.id, reception))
  );
}

function isUniqueness({ kind }: Element): boolean {
  return kind === 'counter' || kind === 'timestamp';
}

function holds({ holders, knownTo }: Element, entity: string): boolean {
  return holders.includes(entity) || knownTo.includes(entity);
}

// Something fresh around it, of the same origin, vouches for it.
function isWrapped(design: Design, reception: Reception): boolean {
  return design
    .receptionsIn(reception.delivery)
    .some(
      (each) =>
        each !== reception &&
        each.verified &&
        each.origin === reception.origin &&
        design.covers(each, reception.term) &&
        isFresh(design, each),
    );
}

function isCertificate({ term }: Reception, elements: readonly Element[]): boolean {
  return (
    term.primitive === 'sign' &&
    elements.some(({ kind, lifetime }) => kind === 'key-pair' && lifetime === 'long-term')
  );
}

// A challenge of somebody else's comes back to who made it, who sees then whether it is fresh.
function isJudgedByAsker(
  design: Design,
  element: Element,
  id: number,
  { delivery, receiver }: Reception,
): boolean {
  if (element.kind !== 'nonce') return false;
  const after = design.run.deliveries.slice(design.run.deliveries.indexOf(delivery) + 1);
  return design.receptions.some(
    (later) =>
      after.includes(later.delivery) &&
      later.term.id !== id &&
      later.receiver !== receiver &&
      design.isOwn(element, later.receiver, later.delivery.phase) &&
      design.covers(later, design.run.vocabulary.secret(element)),
  );
}
