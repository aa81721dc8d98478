import type { Model, Phase, Step } from '#core/language/model.ts';
import { assumption, type Assumption, type CapabilityDefinition } from './definition.ts';

/**
 * `channel A, B TRUST in PHASE`: the channel between two entities gives this much and no more, whatever the phase says of
 * its channels and of the adversary. Where it lies in a phase without an adversary, the adversary is there, and has
 * nothing but that channel.
 */
export const channel: CapabilityDefinition = {
  words: ['channel'],
  parts: ['ends', 'trust', 'in'],
  check: () => undefined,
  grant: () => undefined,
  assumed: withChannels,
  values: ({ entities, trust }, phase, translate) => ({
    names: entities.join(', '),
    trust: trust === null ? '' : translate(`report.trust.${trust}`),
    phase,
  }),
  attackType: () => null,
  isParticipant: false,
  single: ({ phase, ...rest }) => (phase === null ? null : [assumption({ ...rest, phase })]),
  suggestedName: ({ phase }) => `listener_in_${phase ?? ''}`,
  mark: ({ entities, trust, phase }) => ({ kind: 'channel', ends: entities, trust, phase }),
};

function withChannels(model: Model, channels: readonly Assumption[]): Model {
  if (channels.length === 0) return model;
  return { ...model, phases: model.phases.map((phase) => phaseWith(phase, channels)) };
}

function phaseWith(phase: Phase, channels: readonly Assumption[]): Phase {
  const here = channels.filter((each) => each.phase === null || each.phase === phase.name);
  const changed = phase.steps.map((step) => assumedFor(step, here));
  if (changed.every((each) => each === null)) return phase;
  const steps = phase.steps.map((step, index): Step => {
    if (step.kind !== 'message') return step;
    const trust = changed[index]?.trust ?? (phase.adversaryPresent ? step.trust : 'secure');
    return { ...step, trust, repeats: step.repeats && trust !== 'public' };
  });
  return { ...phase, adversaryPresent: true, steps };
}

function assumedFor(step: Step, channels: readonly Assumption[]): Assumption | null {
  if (step.kind !== 'message') return null;
  const { sender, receiver } = step;
  // The last word counts.
  return (
    channels.findLast(({ entities }) => entities.includes(sender) && entities.includes(receiver)) ?? null
  );
}
