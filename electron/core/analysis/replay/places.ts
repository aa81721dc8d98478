import type { Phase, Step } from '#core/language/model.ts';
import type { Role, RoleStep } from '#core/protocol/protocol.ts';

/** Where the steps of a role stand in the text of its phase; null for those that stand for no step of the text. */
export function placesOf({ steps, self }: Role, phase: Phase): readonly (number | null)[] {
  let from = 0;
  return steps.map((step) => {
    const place = phase.steps.findIndex((each, index) => index >= from && standsFor(step, each, self));
    if (place < 0) return null;
    from = place;
    return place;
  });
}

/**
 * The place up to which a run goes that stops where the text has it accept nothing more: past what it derives, checks and
 * skips after a place.
 */
export function stopsAt(phase: Phase, place: number, entity: string): number {
  const next = phase.steps.findIndex((step, index) => index >= place && settles(step, entity));
  return next < 0 ? phase.steps.length : next;
}

function settles(step: Step, entity: string): boolean {
  switch (step.kind) {
    case 'message':
      return step.sender === entity || step.receiver === entity;
    case 'make':
    case 'advance':
      return step.entity === entity;
    case 'accept':
    case 'install':
    case 'erase':
      return step.entities.includes(entity);
    case 'derive':
    case 'check':
    case 'skip':
      return false;
  }
}

function standsFor(step: RoleStep, each: Step, self: string | null): boolean {
  switch (step.kind) {
    case 'send':
      return each.kind === 'message' && each.name === step.label && each.sender === self;
    case 'receive':
      return each.kind === 'message' && each.name === step.label && each.receiver === self;
    case 'accept': {
      const [, name = '', use] = /^(.*) (counted|accepted|used) by /u.exec(step.memory) ?? [];
      const kind = use === 'counted' ? 'advance' : 'check';
      return each.kind === kind && each.entity === self && each.elements.includes(name);
    }
    case 'clock':
      if (each.kind === 'check') return !step.moves && each.entity === self && each.elements.includes(step.clock);
      if (each.kind === 'advance') return step.moves && each.entity === self && each.elements.includes(step.clock);
      return false;
    case 'match':
    case 'differ':
    case 'compute':
    case 'event':
    case 'number':
      return false;
  }
}
