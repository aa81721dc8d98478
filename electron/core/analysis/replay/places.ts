import { memoriesOf, type MemoryUse } from '#core/analysis/3-translate/names.ts';
import type { Model, Phase, Step } from '#core/language/model.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import type { Role, RoleStep } from '#core/protocol/protocol.ts';

/** Where the steps of a role stand in the text of its phase; null for those that stand for no step of the text. */
export function placesOf({ steps, self }: Role, phase: Phase, model: Model): readonly (number | null)[] {
  const uses = memoriesOf(model);
  let from = 0;
  return steps.map((step, index) => {
    const shows = shownBy(step, steps[index - 1]);
    const place = phase.steps.findIndex(
      (each, at) =>
        at >= from && (shows === null ? standsFor(step, each, self, uses) : reads(each, shows, self, model)),
    );
    if (place < 0) return null;
    from = place;
    return place;
  });
}

// The counter or clock that is read in a step.
function shownBy(step: RoleStep, before: RoleStep | undefined): string | null {
  if (step.kind === 'number') return step.anew ? null : step.of;
  const isRead =
    step.kind === 'clock' && !step.moves && before?.kind === 'number' && before.of === step.clock;
  return isRead ? step.clock : null;
}

// Whether an entity needs the number of a counter or clock for a step.
function reads(step: Step, name: string, self: string | null, model: Model): boolean {
  if (step.kind !== 'message' && step.kind !== 'derive') return false;
  const isOwn = step.kind === 'message' ? step.sender === self : step.entities.includes(self ?? '');
  return isOwn && mentions(step.content, name, model, new Set());
}

function mentions(term: TermExpression, name: string, model: Model, seen: Set<string>): boolean {
  const within = (part: TermExpression | null): boolean => part !== null && mentions(part, name, model, seen);
  switch (term.kind) {
    case 'name':
      if (term.name === name || seen.has(term.name)) return term.name === name;
      seen.add(term.name);
      return model.phases.some(({ steps }) =>
        steps.some((step) => step.kind === 'derive' && step.element === term.name && within(step.content)),
      );
    case 'key-half':
      return false;
    case 'tuple':
      return term.parts.some(within);
    case 'apply':
      return within(term.key) || within(term.content) || within(term.associated);
  }
}

/** The place up to which a run goes that stops after a place: past what it derives and skips. */
export function stopsAt(phase: Phase, place: number, entity: string): number {
  const next = phase.steps.findIndex((step, index) => index >= place && isNext(step, entity));
  return next < 0 ? phase.steps.length : next;
}

function isNext(step: Step, entity: string): boolean {
  switch (step.kind) {
    case 'message':
      return step.sender === entity || step.receiver === entity;
    case 'make':
    case 'advance':
    case 'check':
      return step.entity === entity;
    case 'accept':
    case 'install':
    case 'erase':
      return step.entities.includes(entity);
    case 'derive':
    case 'skip':
      return false;
  }
}

function standsFor(
  step: RoleStep,
  each: Step,
  self: string | null,
  uses: ReadonlyMap<string, MemoryUse>,
): boolean {
  switch (step.kind) {
    case 'send':
      return each.kind === 'message' && each.name === step.label && each.sender === self;
    case 'receive':
      return each.kind === 'message' && each.name === step.label && each.receiver === self;
    case 'accept': {
      const { element = '', use = null } = uses.get(step.memory) ?? {};
      const kind = use === 'counted' ? 'advance' : 'check';
      return each.kind === kind && each.entity === self && each.elements.includes(element);
    }
    case 'clock':
      if (each.kind === 'check')
        return !step.moves && each.entity === self && each.elements.includes(step.clock);
      if (each.kind === 'advance')
        return step.moves && each.entity === self && each.elements.includes(step.clock);
      return false;
    case 'match':
    case 'differ':
    case 'compute':
    case 'event':
    case 'number':
      return false;
  }
}
