import type { Analysis, MessageRecord } from '#core/analysis/record/record.ts';
import type { MessageStep, Model, Phase, Step } from '#core/language/model.ts';
import { printTerm } from '#core/language/print/print-parts.ts';
import { namesOfStep } from '#core/method/evaluation/names-used.ts';
import { journeysIn, type Journey } from './hops.ts';
import { channelOf, lanesShown, type InteractionRequest } from './request.ts';

/** A step that entities take by themselves. */
export type LocalStep = Exclude<Step, MessageStep>;

/** Something that the interaction view shows, from above to below. */
export type InteractionItem =
  /** The band of a phase; `folded` is how many messages a folded one hides, null for one that is not. */
  | { readonly kind: 'phase'; readonly phase: Phase; readonly folded: number | null }
  | { readonly kind: 'message'; readonly message: MessageRecord; readonly number: number }
  /** A content that is passed on: its first message, the numbers of all, the lanes that it goes by, and what goes on. */
  | {
      readonly kind: 'journey';
      readonly messages: readonly MessageRecord[];
      readonly numbers: readonly number[];
      readonly content: string;
    }
  | {
      readonly kind: 'step';
      readonly entities: readonly string[];
      /** As the language writes it, without who takes it. */
      readonly what: string;
      /** The elements that it is about. */
      readonly elements: readonly string[];
    };

/**
 * What the interaction view of a model shows: phases, messages of the run, and local steps where they are wanted, in
 * order. Messages keep their numbers, whatever is left out.
 */
export function interactionItems(
  model: Model,
  record: Pick<Analysis, 'messages'>,
  request: InteractionRequest,
): readonly InteractionItem[] {
  const names = model.entities.map(({ name }) => name);
  const lanes = new Set(lanesShown(names, request));
  const numbers = new Map(record.messages.map(({ name }, index) => [name, index + 1]));
  const messages = new Map(record.messages.map((message) => [message.name, message]));
  return model.phases.flatMap((phase): readonly InteractionItem[] => {
    const journeys = request.joinedHops ? journeysIn(phase.steps, model) : new Map<number, Journey>();
    const joined = new Set(
      [...journeys.values()].flatMap((journey) => journey.hops.slice(1).map(({ name }) => name)),
    );
    const items = phase.steps.flatMap((step, index): readonly InteractionItem[] => {
      if (step.kind !== 'message')
        return request.localSteps && isAbout(step, request.element) ? localItem(step, lanes) : [];
      if (joined.has(step.name)) return [];
      const journey = journeys.get(index);
      const hops = journey?.hops ?? [step];
      // What is passed on is shown where any part of it is wanted, whoever passes it on.
      if (!hops.some((hop) => isAbout(hop, request.element) && isOver(hop, request.channel))) return [];
      const [first, last] = [step, hops.at(-1) ?? step];
      if (!lanes.has(first.sender) || !lanes.has(last.receiver)) return [];
      const recorded = hops.flatMap(({ name }) => messages.get(name) ?? []);
      const those = hops.map(({ name }) => numbers.get(name) ?? 0);
      if (journey !== undefined)
        return [{ kind: 'journey', messages: recorded, numbers: those, content: journey.content }];
      return recorded.map((message, at) => ({ kind: 'message', message, number: those[at] ?? 0 }));
    });
    if (!request.folded.includes(phase.name)) return [{ kind: 'phase', phase, folded: null }, ...items];
    const hidden = items.reduce((sum, item) => sum + messagesOf(item), 0);
    return [{ kind: 'phase', phase, folded: hidden }];
  });
}

function messagesOf(item: InteractionItem): number {
  switch (item.kind) {
    case 'message':
      return 1;
    case 'journey':
      return item.messages.length;
    case 'phase':
    case 'step':
      return 0;
  }
}

function isOver(message: MessageStep, channel: string | null): boolean {
  return channel === null || channel === channelOf(message);
}

function isAbout(step: Step, element: string | null): boolean {
  return element === null || namesOfStep(step).includes(element);
}

function localItem(step: LocalStep, lanes: ReadonlySet<string>): readonly InteractionItem[] {
  const all = 'entity' in step ? [step.entity] : step.entities;
  const entities = all.filter((entity) => lanes.has(entity));
  if (entities.length === 0) return [];
  return [{ kind: 'step', entities, what: whatIsDone(step), elements: elementsOf(step) }];
}

/** What is done by a step, as the language writes it, without who does it. */
export function whatIsDone(step: LocalStep): string {
  if (step.kind === 'derive') return `derives ${step.element} = ${printTerm(step.content)}`;
  const names =
    step.kind === 'skip' ? [...step.elements, ...step.identities, ...step.primitives] : step.elements;
  return `${words[step.kind]} ${names.join(', ')}`;
}

function elementsOf(step: LocalStep): readonly string[] {
  return step.kind === 'derive' ? [step.element] : step.elements;
}

// The words of the language, which are the same in every language of the window.
const words = {
  make: 'makes',
  advance: 'advances',
  check: 'checks',
  skip: 'skips',
  accept: 'accepts',
  install: 'installs',
  erase: 'erases',
} as const;
