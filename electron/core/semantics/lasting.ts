import type { Step } from '#core/language/model.ts';
import type { Holdings } from './holdings.ts';
import type { Text } from './text.ts';

/**
 * What every run of an entity has in a later phase, wherever earlier ones stopped: what it had when the adversary came and
 * nothing between can have changed. A number is not what it was.
 */
export function lastingHoldings(text: Text, arrived: Holdings, role: string, place: number): Holdings {
  const changed = changedBefore(text, role, place);
  return arrived.only((name) => {
    const element = elementOf(name);
    return text.isRole(element) || (!changed.has(element) && !text.isNumber(element));
  });
}

/** The elements of which an entity can have another value, or none, by the time of a later phase. */
export function changedBefore(text: Text, role: string, place: number): ReadonlySet<string> {
  const steps = text.open.slice(0, place).flatMap((phase) => phase.steps);
  return new Set(steps.flatMap((step) => changedBy(step, role)));
}

/** The element of a name, or of the half of a pair. */
export function elementOf(name: string): string {
  return name.replace(/^[sp]k\((.*)\)$/u, '$1');
}

/** The elements that have another value, or none, after a step of an entity. */
export function changedBy(step: Step, role: string): readonly string[] {
  switch (step.kind) {
    case 'make':
    case 'advance':
      return step.entity === role ? step.elements : [];
    case 'erase':
      return step.entities.includes(role) ? step.elements : [];
    case 'derive':
      return step.entities.includes(role) ? [step.element] : [];
    case 'message':
    case 'check':
    case 'skip':
    case 'accept':
    case 'install':
      return [];
  }
}
