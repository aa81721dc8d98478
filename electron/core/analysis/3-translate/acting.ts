import type { Step } from '#core/language/model.ts';

/** The entities that take part in a step. */
function actorsOf(step: Step): readonly string[] {
  switch (step.kind) {
    case 'message':
      return [step.sender, step.receiver];
    case 'make':
    case 'advance':
    case 'check':
    case 'skip':
      return [step.entity];
    case 'derive':
    case 'install':
    case 'accept':
    case 'erase':
      return step.entities;
  }
}

/** True if an entity takes part in a step. */
export function actsIn(step: Step, entity: string): boolean {
  return actorsOf(step).includes(entity);
}
