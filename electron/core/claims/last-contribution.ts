import type { ElementKind } from '#core/language/kinds.ts';
import type { Element, Phase, Step } from '#core/language/model.ts';
import type { TermExpression } from '#core/language/syntax.ts';

/**
 * The last message of an entity in a phase that another entity's end of the phase rests on, by way of others or
 * not, as the place of its step; null where it rests on none.
 */
function lastContribution(phase: Phase, from: string, to: string): number | null {
  const involved = new Set([to]);
  for (let place = phase.steps.length - 1; place >= 0; place -= 1) {
    const step = phase.steps[place];
    if (step?.kind !== 'message' || !involved.has(step.receiver)) continue;
    if (step.sender === from) return place;
    involved.add(step.sender);
  }
  return null;
}

/**
 * The place from which on a run of an entity has everything that tells it from its other runs, of what another entity's
 * end of the phase rests on: after the last of its contributions to that, or before, if in the meantime it only sends what
 * it has, and nothing new comes to it. What it derives is nothing new, and no number is that it only looks at.
 */
export function ownValuesFrom(phase: Phase, from: string, to: string, elements: readonly Element[]): number {
  const last = lastContribution(phase, from, to) ?? 0;
  const namesOf = (...kinds: readonly ElementKind[]): ReadonlySet<string> =>
    new Set(elements.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name));
  const own = namesOf('nonce', 'data');
  const counters = namesOf('counter');
  const seen = new Set<string>();
  let place = 0;
  for (const [index, step] of phase.steps.slice(0, last + 1).entries()) {
    if (gains(step, from, counters)) place = index + 1;
    if (step.kind !== 'message' || step.sender !== from) continue;
    const brought = namesIn(step.content).filter((name) => own.has(name) && !seen.has(name));
    if (brought.length > 0) place = index;
    for (const name of brought) seen.add(name);
  }
  return Math.min(place, last);
}

function gains(step: Step, entity: string, counters: ReadonlySet<string>): boolean {
  switch (step.kind) {
    case 'message':
      return step.receiver === entity;
    case 'make':
      return step.entity === entity;
    case 'advance':
      return step.entity === entity && step.elements.some((name) => counters.has(name));
    case 'derive':
    case 'check':
    case 'skip':
    case 'accept':
    case 'install':
    case 'erase':
      return false;
  }
}

function namesIn(term: TermExpression): readonly string[] {
  switch (term.kind) {
    case 'name':
      return [term.name];
    case 'key-half':
      return [];
    case 'tuple':
      return term.parts.flatMap(namesIn);
    case 'apply':
      return [term.key, term.content, term.associated].flatMap((part) =>
        part === null ? [] : namesIn(part),
      );
  }
}
