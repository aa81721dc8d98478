import type { RequirementCell } from '#core/analysis/record/record.ts';
import type { MessageStep, Model } from '#core/language/model.ts';
import { namesIn } from '#core/structure/protections.ts';
import { channelName } from '#core/views/diagrams/scene.ts';
import { partKey, type ModelPart } from './model-part.ts';

/**
 * What has to do with a part of the model, by {@link partKey}, without the part itself:
 *
 * - an element: the messages whose terms name it, the entities that come to hold it, the key before and after it;
 * - an entity: what it holds, sends and receives, and its channels;
 * - a message: what its terms name, its ends, its channel, its phase;
 * - a phase: its messages; a channel: its ends, and its messages.
 *
 * @param cells those of the record: who holds what in the honest run.
 */
export function connectedParts(
  model: Model,
  cells: readonly RequirementCell[],
  part: ModelPart,
): ReadonlySet<string> {
  const messages = model.phases.flatMap(({ name, steps }) =>
    steps.flatMap((step) => (step.kind === 'message' ? [{ phase: name, step }] : [])),
  );
  const found = new Set<string>();
  const add = (kind: ModelPart['kind'], name: string): void => {
    found.add(partKey({ kind, name }));
  };
  for (const { phase, step } of messages) {
    const named = [...namesIn(step.content)];
    const own: readonly ModelPart[] = [
      ...named.map((name): ModelPart => ({ kind: 'element', name })),
      { kind: 'entity', name: step.sender },
      { kind: 'entity', name: step.receiver },
      { kind: 'channel', name: channelOf(step) },
      { kind: 'phase', name: phase },
    ];
    if (part.kind === 'message' && part.name === step.name) for (const each of own) add(each.kind, each.name);
    if (!own.some((each) => each.kind === part.kind && each.name === part.name)) continue;
    add('message', step.name);
    if (part.kind === 'entity') add('channel', channelOf(step));
    if (part.kind === 'channel') for (const end of [step.sender, step.receiver]) add('entity', end);
  }
  for (const { element, entity, confidentiality } of cells) {
    if (!confidentiality.obtains) continue;
    if (part.kind === 'element' && part.name === element) add('entity', entity);
    if (part.kind === 'entity' && part.name === entity) add('element', element);
  }
  if (part.kind === 'element') for (const each of renewals(model, part.name)) add('element', each);
  found.delete(partKey(part));
  return found;
}

function channelOf({ sender, receiver }: MessageStep): string {
  return channelName(sender, receiver);
}

function renewals({ elements }: Model, name: string): readonly string[] {
  return elements.flatMap((each) => {
    if (each.replaces === name) return [each.name];
    return each.name === name && each.replaces !== null ? [each.replaces] : [];
  });
}
