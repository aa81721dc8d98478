import { isExposed, type Design, type Reception } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';
import { atomsOf } from '#core/analysis/1-execute/execute.ts';
import { visibleTerms } from '#core/analysis/1-execute/receiver-view.ts';
import { allSubterms, type Term } from '#core/terms/term.ts';

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
      return observationAt(design.run, delivery, term, {
        elements,
        entities: [receiver],
        values: { receiver },
      });
    });
}

function isBare(design: Design, { delivery, term, receiver }: Reception): boolean {
  if (term.primitive !== 'hash' || !isExposed(delivery)) return false;
  const visible = visibleTerms(delivery.content, design.knowledgeOf(receiver));
  const atoms = atomsOf(term.content);
  // A commitment, whose content comes later, is not compared with anything yet.
  const compared = atoms.every((atom) => delivery.heldBefore.has(atom) || visible.has(atom));
  // What stands open in the message is no secret between the two, even where the adversary has not read it.
  const keyed = leavesOf(term.content).some((leaf) => !visible.has(leaf) && isSecret(design, leaf));
  return compared && !keyed && !delivery.skipped.primitives.has('hash') && !design.vouchedFor(delivery, term);
}

// The names in a term, and the private halves that an exchange combines.
function leavesOf(term: Term): readonly Term[] {
  return [...allSubterms(term)].filter(({ kind }) => kind === 'atom' || kind === 'key-half');
}

// What was only guessed was meant to be a secret; the guessing is another guideline's.
function isSecret({ adversary: { knowledge } }: Design, leaf: Term): boolean {
  return !knowledge.derives(leaf) || knowledge.facts.get(leaf)?.rule === 'guessed';
}
