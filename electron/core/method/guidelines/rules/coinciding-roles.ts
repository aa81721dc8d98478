import { isExposed, type Design, type Reception } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';
import type { Element } from '#core/language/model.ts';
import { allSubterms } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/**
 * Two entities share a key from the start, and nothing under it tells by name who of the two made it. Where one agent may
 * play both, what it sends in one role can be given back to it in the other (reflection, sections 4.2 and 6.2.3), and
 * neither a constant nor another form for each direction helps. The model does not say that they may coincide, so that no
 * answer is about that.
 */
export function coincidingRoles(design: Design): readonly Observation[] {
  const told = new Set<string>();
  return design.receptions.flatMap((reception) => {
    const { origin, receiver, term, delivery } = reception;
    const key = sharedKey(design, reception);
    if (key === null || isSaidToCoincide(design, origin, receiver)) return [];
    if (tellsWho(design, reception)) return [];
    // One question for each pair, whatever number of keys and messages it is about.
    const pair = [origin, receiver].toSorted().join(' ');
    if (told.has(pair)) return [];
    told.add(pair);
    const values = { key: key.name, one: origin, other: receiver };
    return [
      observationAt(design.run, delivery, term, {
        elements: [key.name],
        entities: [origin, receiver],
        values,
      }),
    ];
  });
}

// The key of both that a receiver verifies with, or that its key is made of: the same whoever of them plays which role.
function sharedKey(
  design: Design,
  { origin, receiver, term, verified, delivery }: Reception,
): Element | null {
  if (!verified || term.key === null || theory[term.primitive].key !== 'symmetric') return null;
  if (origin === receiver || !isExposed(delivery)) return null;
  const material = design.material(term.key);
  const key = material.find(
    (each) =>
      isGiven(design, each) && each.holders.length === 2 && isOf(each, origin) && isOf(each, receiver),
  );
  if (key === undefined) return null;
  // Who shares keys with others as well, as a server does, is no peer of theirs.
  const shares = (entity: string): boolean =>
    design.model.elements.some(
      (each) => each !== key && isGiven(design, each) && isOf(each, entity) && isOfAThird(each),
    );
  const isOfAThird = ({ holders }: Element): boolean =>
    holders.some((entity) => entity !== origin && entity !== receiver);
  return shares(origin) || shares(receiver) ? null : key;
}

// A key that nobody makes.
function isGiven({ run }: Design, { name, kind }: Element): boolean {
  return kind === 'symmetric-key' && !run.makers.has(name) && !run.vocabulary.isDerived(name);
}

function isOf({ holders }: Element, entity: string): boolean {
  return holders.includes(entity);
}

function isSaidToCoincide({ model }: Design, one: string, other: string): boolean {
  return model.coincide.some((pair) => pair.includes(one) && pair.includes(other));
}

// By a name under the protection or in its key, or by something else in the message that vouches for it and names one.
function tellsWho(design: Design, { delivery, term, origin, receiver }: Reception): boolean {
  const { store } = design.run.vocabulary;
  const inKey = term.key === null ? new Set() : allSubterms(term.key);
  return [origin, receiver].some(
    (entity) =>
      inKey.has(store.atom(entity)) ||
      design
        .receptionsIn(delivery)
        .some(
          (each) =>
            design.names(each, entity) &&
            (each.term === term || (each.verified && design.covers(each, term))),
        ),
  );
}
