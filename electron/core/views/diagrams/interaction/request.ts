import { channelName } from '#core/views/diagrams/scene.ts';
import type { MessageStep } from '#core/language/model.ts';

/** What of the interaction view is shown, and how. What the model has no more is passed over. */
export interface InteractionRequest {
  /** The entities whose lanes come first, in this order; the others follow in the order of the model. */
  readonly order: readonly string[];
  /** Entities without a lane, with every message from or to them. */
  readonly hidden: readonly string[];
  /** Phases of which only the band is shown. */
  readonly folded: readonly string[];
  /** The element that every message and step that is shown has; null for all. */
  readonly element: string | null;
  /** The channel that every message that is shown goes over, see `channelName`; null for all. */
  readonly channel: string | null;
  /** True where what entities do by themselves is shown: make, derive, advance, check, skip, accept, install and erase. */
  readonly localSteps: boolean;
  /** True where a message that goes on as it came, under another protection, is one arrow. */
  readonly joinedHops: boolean;
}

/** Every message of every entity, and nothing else. */
export const wholeInteraction: InteractionRequest = {
  order: [],
  hidden: [],
  folded: [],
  element: null,
  channel: null,
  localSteps: false,
  joinedHops: false,
};

/** The entities with a lane, by name, in the order of their lanes. */
export function lanesShown(
  entities: readonly string[],
  { order, hidden }: Pick<InteractionRequest, 'order' | 'hidden'>,
): readonly string[] {
  const first = order.filter((name) => entities.includes(name));
  return [...new Set([...first, ...entities])].filter((name) => !hidden.includes(name));
}

/** The channel that a message goes over. */
export function channelOf({ sender, receiver }: Pick<MessageStep, 'sender' | 'receiver'>): string {
  return channelName(sender, receiver);
}
