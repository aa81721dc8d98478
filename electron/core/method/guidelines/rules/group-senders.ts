import { isExposed, type Design, type Reception } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';
import type { Element } from '#core/language/model.ts';
import { theory } from '#core/terms/theory.ts';

/**
 * A message under a key that three or more share names its sender, and nothing proves the name: every other holder of the key
 * could have written it (section 4.3, Table 3: a shared key shows that one of those who share it is the origin).
 */
export function groupSenders(design: Design): readonly Observation[] {
  const told = new Set<string>();
  return design.receptions.flatMap((reception) => {
    const { delivery, term, receiver, origin } = reception;
    if (!reception.verified || origin === receiver || !isExposed(delivery) || design.passesOn(reception))
      return [];
    const key = groupKey(design, reception);
    if (key === null || !design.names(reception, origin) || isProved(design, reception)) return [];
    const place = `${String(term.id)} ${receiver}`;
    if (told.has(place)) return [];
    told.add(place);
    const data = design.coveredElements(reception).filter(({ kind }) => kind === 'data');
    return [
      observationAt(design.run, delivery, term, {
        elements: [key.name, ...data.map(({ name }) => name)],
        entities: [origin, receiver],
        values: { key: key.name, sender: origin, receiver },
      }),
    ];
  });
}

// The key of a group that it is under, if that alone is what it takes; null where some part of the key is between the two.
function groupKey(design: Design, reception: Reception): Element | null {
  const { term } = reception;
  if (term.key === null || theory[term.primitive].key !== 'symmetric') return null;
  const secrets = design.material(term.key).filter((each) => {
    const isSecret = !design.adversary.knowledge.derives(design.run.vocabulary.secret(each));
    return isSecret && each.kind !== 'constant' && each.kind !== 'counter' && each.kind !== 'timestamp';
  });
  const [key] = secrets;
  if (key === undefined || !secrets.every((each) => isOfGroup(design, each, reception))) return null;
  return key;
}

// Others than the two have it then too: they share it from the start and have not erased it, or all in the receiver's place do.
function isOfGroup(
  design: Design,
  { name, kind, holders }: Element,
  { delivery, origin, receiver }: Reception,
): boolean {
  if (kind !== 'symmetric-key' || design.run.makers.has(name) || design.run.vocabulary.isDerived(name))
    return false;
  const others = holders.filter((entity) => entity !== origin && entity !== receiver);
  if (others.some((entity) => !isErased(design, name, entity, delivery.step.name))) return true;
  return !holders.includes(receiver) || !holders.includes(origin);
}

function isErased({ model }: Design, element: string, entity: string, before: string): boolean {
  const steps = model.phases.flatMap((phase) => phase.steps);
  const end = steps.findIndex((step) => step.kind === 'message' && step.name === before);
  return steps
    .slice(0, end)
    .some(
      (step) => step.kind === 'erase' && step.elements.includes(element) && step.entities.includes(entity),
    );
}

// Something of the same sender in the same message vouches for it, or for all in it that is said: a signature, or a key of the two.
function isProved(design: Design, reception: Reception): boolean {
  const { delivery, term, origin } = reception;
  const said = design.coveredElements(reception).filter(({ kind }) => kind === 'data');
  return design.receptionsIn(delivery).some((each) => {
    if (each === reception || !each.verified || each.origin !== origin || groupKey(design, each) !== null)
      return false;
    if (design.covers(each, term)) return true;
    const covers = ({ name }: Element): boolean =>
      design.coveredElements(each).some((element) => element.name === name);
    return said.length > 0 && said.every(covers);
  });
}
