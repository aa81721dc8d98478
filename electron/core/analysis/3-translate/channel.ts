import type { MessageStep, Phase } from '#core/language/model.ts';
import type { Channel } from '#core/protocol/protocol.ts';

/**
 * The channel that a message goes over. Where no adversary is present, nobody reads or writes. What an honest agent sends
 * over a channel that others cannot write to arrives once, unless the text says that it may repeat.
 */
export function channelOf(step: MessageStep, phase: Phase): Channel {
  const trust = phase.adversaryPresent ? step.trust : 'secure';
  if (trust === 'public') return { trust };
  return {
    trust,
    from: { kind: 'variable', name: step.sender },
    to: { kind: 'variable', name: step.receiver },
    once: trust !== 'confidential' && !step.repeats,
  };
}
