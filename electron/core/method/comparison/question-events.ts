import { namesWithin } from '#core/analysis/3-translate/declarations.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { ownValuesFrom } from '#core/claims/last-contribution.ts';
import { tickQuestions } from '#core/claims/tick-questions.ts';
import type { Model, Phase, Step } from '#core/language/model.ts';
import type { WeakeningKind } from './weakening.ts';

/** A way in which the moment that a question is about is another one, and what tells it. */
export interface MovedEvent {
  readonly kind: Extract<
    WeakeningKind,
    'other-phase' | 'sooner' | 'less-reached' | 'taken-less' | 'taken-elsewhere'
  >;
  readonly names: readonly string[];
  /** The phases, where it is about the end of another one. */
  readonly before?: string;
  readonly after?: string;
}

/** How the moments that a question of two models is about have moved in the later one, so that it is about less, or another one. */
export function movedEvents(question: Question, earlier: Model, later: Model): readonly MovedEvent[] {
  const { kind, element, entity, originator } = question;
  if (originator !== null && !Object.hasOwn(tickQuestions, kind)) {
    return endMoved(question, originator, earlier, later);
  }
  const isTaken = kind === 'agreement' || kind === 'injective-agreement' || kind === 'key-freshness';
  return element !== null && isTaken ? takingMoved(entity, element, earlier, later) : [];
}

// What is claimed when an entity has finished its part of a phase, of another that must have come to some point.
function endMoved(
  { entity, kind, phase: named }: Question,
  originator: string,
  earlier: Model,
  later: Model,
): readonly MovedEvent[] {
  const [phase, now] = [endOf(named, entity, earlier), endOf(named, entity, later)];
  if (phase === null || now === null) return [];
  if (phase.name !== now.name) return [{ kind: 'other-phase', names: [phase.name, now.name] }];
  const unread = without(received(phase.steps, entity), received(now.steps, entity));
  const reached = (at: Phase, { elements }: Model): readonly string[] =>
    received(at.steps.slice(0, ownValuesFrom(at, originator, entity, elements)), originator);
  const unreached =
    kind === 'injective-entity-agreement' ? without(reached(phase, earlier), reached(now, later)) : [];
  return [
    ...(unread.length > 0 ? [{ kind: 'sooner', names: unread } as const] : []),
    ...(unreached.length > 0 ? [{ kind: 'less-reached', names: [originator, ...unreached] } as const] : []),
  ];
}

// The phase that is named, else the last one in which the entity receives a message; see `claimedPhase`.
function endOf(named: string | null, entity: string, { phases }: Model): Phase | null {
  if (named !== null) return phases.find(({ name }) => name === named) ?? null;
  return phases.findLast(({ steps }) => received(steps, entity).length > 0) ?? null;
}

// Where an entity takes an element over: by its own word for it, else from the messages that carry it.
function takingMoved(entity: string, element: string, earlier: Model, later: Model): readonly MovedEvent[] {
  const elsewhere = [{ kind: 'taken-elsewhere', names: [] }] as const;
  const both = new Set(without(messagesOf(earlier), without(messagesOf(earlier), messagesOf(later))));
  const [said, saidNow] = [
    saidTakings(entity, element, earlier, both),
    saidTakings(entity, element, later, both),
  ];
  if (said.length > 0 || saidNow.length > 0) {
    return said.some((taking, index) => taking !== saidNow[index]) || said.length === 0 ? elsewhere : [];
  }
  const [carried, carriedNow] = [carrying(entity, element, earlier), carrying(entity, element, later)];
  const lost = without([...carried.values()].flat(), [...carriedNow.values()].flat());
  if (lost.length > 0) return [{ kind: 'taken-less', names: lost }];
  // What comes again is taken over with the last of it.
  const isLater = [...carried].some(([phase, names]) => carriedNow.get(phase)?.at(-1) !== names.at(-1));
  return isLater ? elsewhere : [];
}

// Each step that says so, with its phase and the messages of the entity before it that both models have.
function saidTakings(
  entity: string,
  element: string,
  { phases }: Model,
  both: ReadonlySet<string>,
): readonly string[] {
  return phases.flatMap(({ name, steps }) =>
    steps.flatMap((step, place) => {
      if (step.kind !== 'accept' && step.kind !== 'install') return [];
      if (!step.entities.includes(entity) || !step.elements.includes(element)) return [];
      const before = steps.slice(0, place).flatMap((each) => {
        const takesPart = each.kind === 'message' && (each.sender === entity || each.receiver === entity);
        return takesPart && both.has(each.name) ? [each.name] : [];
      });
      return [JSON.stringify([name, before.toSorted()])];
    }),
  );
}

// By phase, in order.
function carrying(
  entity: string,
  element: string,
  { phases }: Model,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    phases.flatMap(({ name, steps }) => {
      const names = steps.flatMap((step) =>
        step.kind === 'message' && step.receiver === entity && namesWithin(step.content).includes(element)
          ? [step.name]
          : [],
      );
      return names.length === 0 ? [] : [[name, names] as const];
    }),
  );
}

function messagesOf({ phases }: Model): readonly string[] {
  return phases.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'message' ? [step.name] : [])));
}

function received(steps: readonly Step[], entity: string): readonly string[] {
  return steps.flatMap((step) => (step.kind === 'message' && step.receiver === entity ? [step.name] : []));
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  return names.filter((name) => !others.includes(name));
}
