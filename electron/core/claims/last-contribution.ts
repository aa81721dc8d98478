import type { Phase } from '#core/language/model.ts';

/**
 * The last message of an entity in a phase that another entity's end of the phase rests on, by way of others or
 * not, as the place of its step; null where it rests on none.
 */
export function lastContribution(phase: Phase, from: string, to: string): number | null {
  const involved = new Set([to]);
  for (let place = phase.steps.length - 1; place >= 0; place -= 1) {
    const step = phase.steps[place];
    if (step?.kind !== 'message' || !involved.has(step.receiver)) continue;
    if (step.sender === from) return place;
    involved.add(step.sender);
  }
  return null;
}
