import { plainParts, type Design } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { isKeyAuthenticated } from '#core/method/guidelines/design/key-authenticity.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';
import { allSubterms, type Term } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/**
 * Finds secrets that are encrypted under a key that an adversary may have put in the place of the receiver's:
 * authentication is a precondition of confidentiality (section 6.1).
 */
export function unauthenticatedReceivers(design: Design): readonly Observation[] {
  const told = new Set<string>();
  return design.run.deliveries.flatMap((delivery) => {
    const { sender, receiver } = delivery.step;
    if (!delivery.phase.adversaryPresent || delivery.step.trust === 'secure') return [];
    return [...allSubterms(delivery.content)].flatMap((term) => {
      if (term.kind !== 'apply' || term.key === null || !encrypts(theory[term.primitive].opens)) return [];
      const { key } = term;
      const elements = confidentialIn(design, term.content);
      const place = `${sender} ${String(key.id)}`;
      const own = design.run.deliveriesWith(term)[0] === delivery;
      if (elements.length === 0 || !own || told.has(place) || isKeyAuthenticated(design, key, delivery))
        return [];
      told.add(place);
      const values = { key: design.run.vocabulary.format(key), element: elements.join(', '), sender };
      return [observationAt(design.run, delivery, term, { elements, entities: [sender, receiver], values })];
    });
  });
}

function encrypts(opens: string): boolean {
  return opens === 'same-key' || opens === 'other-half';
}

function confidentialIn(design: Design, content: Term): readonly string[] {
  const ticked = design.model.ticks.filter(({ property }) => property === 'confidentiality');
  return plainParts(content).flatMap((part) => {
    const name = design.elementOf(part)?.name;
    return name !== undefined && ticked.some(({ element }) => element === name) ? [name] : [];
  });
}
