import { isExposed, type Design, type Reception } from '#core/guidelines/design.ts';
import type { Observation } from '#core/guidelines/finding.ts';
import { observed } from '#core/guidelines/place.ts';
import { atomsOf } from '#core/analysis/run.ts';
import { visibleTerms } from '#core/analysis/receiver-view.ts';
import type { Term } from '#core/terms/term.ts';

/**
 * A receiver compares a hash, or a checksum, into which nothing secret went: whoever changes the data computes the
 * hash anew (section 4.3, Table 3).
 */
export function bareHashes(design: Design): readonly Observation[] {
  return design.receptions
    .filter((reception) => isBare(design, reception))
    .map((reception) => {
      const { delivery, term, receiver } = reception;
      const elements = design.coveredElements(reception).map(({ name }) => name);
      return observed(design.run, delivery, term, { elements, entities: [receiver], values: { receiver } });
    });
}

function isBare(design: Design, { delivery, term, receiver }: Reception): boolean {
  if (term.primitive !== 'hash' || !isExposed(delivery)) return false;
  const visible = visibleTerms(delivery.content, design.knowledgeOf(receiver));
  const atoms = atomsOf(term.content);
  // A commitment, whose content comes later, is not compared with anything yet.
  const compared = atoms.every((atom) => delivery.heldBefore.has(atom) || visible.has(atom));
  const keyed = atoms.some((atom) => delivery.heldBefore.has(atom) && isSecret(design, atom));
  return compared && !keyed && !delivery.skipped.primitives.has('hash') && !design.vouchedFor(delivery, term);
}

// What was only guessed was meant to be a secret; the guessing is another guideline's.
function isSecret({ adversary: { knowledge } }: Design, atom: Term): boolean {
  return !knowledge.derives(atom) || knowledge.facts.get(atom)?.rule === 'guessed';
}
