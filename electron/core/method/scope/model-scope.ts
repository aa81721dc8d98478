import type { MessageStep, Model, Phase } from '#core/language/model.ts';
import type { ChannelTrust } from '#core/language/kinds.ts';

/** The use of a channel in one phase. */
export interface ChannelUse {
  readonly phase: string;
  /** The protection that it gives by itself, to some message at least. */
  readonly trusts: readonly ChannelTrust[];
  /** True if some message may be delivered several times though the channel is not public. */
  readonly repeats: boolean;
  readonly adversaryPresent: boolean;
  readonly messages: number;
}

/** A channel of the model: two entities between which messages go. */
export interface ModelChannel {
  readonly ends: readonly [string, string];
  readonly uses: readonly ChannelUse[];
}

/** The channels that messages of a model go over, in the order in which they first do. */
export function channelsOf(model: Model): readonly ModelChannel[] {
  const pairs = new Map<string, readonly [string, string]>();
  for (const { sender, receiver } of model.phases.flatMap(messagesOf)) {
    const key = keyOf(sender, receiver);
    if (!pairs.has(key)) pairs.set(key, [sender, receiver]);
  }
  return [...pairs].map(([key, ends]) => ({
    ends,
    uses: model.phases.flatMap((phase): readonly ChannelUse[] => {
      const messages = messagesOf(phase).filter(({ sender, receiver }) => keyOf(sender, receiver) === key);
      if (messages.length === 0) return [];
      const trusts = [...new Set(messages.map(({ trust }) => trust))];
      const { label, adversaryPresent } = phase;
      const repeats = messages.some((message) => message.repeats);
      return [{ phase: label, trusts, repeats, adversaryPresent, messages: messages.length }];
    }),
  }));
}

function messagesOf({ steps }: Phase): readonly MessageStep[] {
  return steps.filter((step): step is MessageStep => step.kind === 'message');
}

function keyOf(...ends: readonly [string, string]): string {
  return JSON.stringify(ends.toSorted());
}
