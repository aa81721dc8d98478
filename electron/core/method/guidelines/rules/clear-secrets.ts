import { isOverheard } from '#core/analysis/2-consistency/passive.ts';
import type { Design } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';
import { reachableFrom, type Term } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/** Finds secrets and keys that go over an open channel for all to read (section 4.2). */
export function clearSecrets(design: Design): readonly Observation[] {
  const ticked = new Set(
    design.model.ticks.filter(({ property }) => property === 'confidentiality').map(({ element }) => element),
  );
  return design.run.deliveries.filter(isOverheard).flatMap((delivery) =>
    readable(delivery.content).flatMap((term) => {
      const element = design.elementOf(term);
      const isKey = element?.kind === 'symmetric-key' || element?.kind === 'key-pair';
      if (element === undefined || !(isKey || ticked.has(element.name))) return [];
      const values = { element: element.name };
      return [observationAt(design.run, delivery, term, { elements: [element.name], values })];
    }),
  );
}

// What anybody reads, a signed content included.
function readable(term: Term): readonly Term[] {
  const reached = reachableFrom(term, (part) => {
    if (part.kind === 'tuple') return part.parts;
    if (part.kind !== 'apply') return [];
    const open = theory[part.primitive].opens === 'anybody' ? [part.content] : [];
    return [...open, ...(part.associated === null ? [] : [part.associated])];
  });
  return [...reached].filter(({ kind }) => kind !== 'tuple');
}
