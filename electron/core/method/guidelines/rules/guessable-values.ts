import type { Design } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';

/**
 * A value of low entropy stands where a guess of it can be confirmed from what was overheard: under a hash, a message
 * authentication code or a key derivation, or as a key (sections 6.2.1 and 6.2.3).
 */
export function guessableValues(design: Design): readonly Observation[] {
  return [...design.adversary.knowledge.facts.values()].flatMap(({ term, rule, from: [witness] }) => {
    if (rule !== 'guessed' || witness?.kind !== 'apply') return [];
    const [delivery] = design.run.deliveriesWith(witness);
    const element = design.elementOf(term);
    if (delivery === undefined || element === undefined) return [];
    const values = { element: element.name, protection: witness.primitive };
    return [observationAt(design.run, delivery, witness, { elements: [element.name], values })];
  });
}
