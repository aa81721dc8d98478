import { primitiveFlaw } from './algebra.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import type { AttackAssumption, AttackModel, Element, Model, Phase, Step } from '#core/language/model.ts';
import type { Deduction } from '#core/protocol/theory.ts';

/**
 * What an adversary is given beyond the plain one. Phases are numbered from the adversary's coming; `afterwards`
 * is the one after the last.
 */
export interface AttackPlan {
  /** Who hands everything to the adversary, and from which phase on. */
  readonly compromised: ReadonlyMap<string, number>;
  /** Elements that everybody who has them hands to the adversary, and from which phase on. */
  readonly leaked: ReadonlyMap<string, number>;
  readonly deductions: readonly Deduction[];
  readonly passive: boolean;
  /** Whether messages are typed. */
  readonly typed: boolean;
}

/** The adversary of the model itself: active, and everything ideal and typed. */
export const plainAdversary: AttackPlan = {
  compromised: new Map(),
  leaked: new Map(),
  deductions: [],
  passive: false,
  typed: true,
};

/** The adversary that gets every long-term key and private half when all is over. */
export function afterwardsLeaked(model: Model): AttackPlan {
  const afterwards = phasesOf(model).from.length;
  const lasting = model.elements.filter(isLongTermKey);
  return { ...plainAdversary, leaked: new Map(lasting.map(({ name }) => [name, afterwards])) };
}

function isLongTermKey({ kind, lifetime }: Element): boolean {
  return (kind === 'symmetric-key' || kind === 'key-pair') && lifetime === 'long-term';
}

/** The adversary of an attack model. `model` is the model with the attack's channels, see {@link withChannels}. */
export function planOf(attack: AttackModel, model: Model): AttackPlan {
  const { before, from } = phasesOf(model);
  const indexOf = (phase: string | null): number => {
    const place = from.findIndex(({ name }) => name === phase);
    return place < 0 || before.some(({ name }) => name === phase) ? 0 : place;
  };
  const compromised = new Map<string, number>();
  const leaked = new Map<string, number>();
  const deductions: Deduction[] = [];
  for (const assumption of attack.assumptions) {
    switch (assumption.kind) {
      case 'compromise':
        for (const name of assumption.entities) earliest(compromised, name, indexOf(assumption.from));
        break;
      case 'leak':
        for (const name of assumption.elements) earliest(leaked, name, indexOf(assumption.from));
        break;
      case 'flaw':
        deductions.push(primitiveFlaw(assumption.primitive, assumption.flaw, indexOf(assumption.from)));
        break;
      case 'channel':
        break;
    }
  }
  const passive = attack.adversary === 'passive';
  return { compromised, leaked, deductions, passive, typed: !attack.untyped };
}

function earliest(phases: Map<string, number>, name: string, phase: number): void {
  phases.set(name, Math.min(phase, phases.get(name) ?? phase));
}

type ChannelAssumption = Extract<AttackAssumption, { kind: 'channel' }>;

/**
 * The model with the channels that the attack assumes. Where one of them lies in a phase without an adversary,
 * the adversary is there, and has nothing but that channel.
 */
export function withChannels(model: Model, attack: AttackModel): Model {
  const channels = attack.assumptions.filter(
    (assumption): assumption is ChannelAssumption => assumption.kind === 'channel',
  );
  if (channels.length === 0) return model;
  return { ...model, phases: model.phases.map((phase) => phaseWith(phase, channels)) };
}

function phaseWith(phase: Phase, channels: readonly ChannelAssumption[]): Phase {
  const here = channels.filter((each) => each.phase === null || each.phase === phase.name);
  const changed = phase.steps.map((step) => assumedFor(step, here));
  if (changed.every((channel) => channel === null)) return phase;
  const steps = phase.steps.map((step, index): Step => {
    if (step.kind !== 'message') return step;
    const trust = changed[index]?.trust ?? (phase.adversaryPresent ? step.trust : 'secure');
    return { ...step, trust };
  });
  return { ...phase, adversaryPresent: true, steps };
}

function assumedFor(step: Step, channels: readonly ChannelAssumption[]): ChannelAssumption | null {
  if (step.kind !== 'message') return null;
  const { sender, receiver } = step;
  // The last word counts.
  return channels.findLast(({ ends }) => ends.includes(sender) && ends.includes(receiver)) ?? null;
}
