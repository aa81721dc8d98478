import type { AttackModel, MessageStep, Model, Phase } from '#core/language/model.ts';
import type { Holdings } from './holdings.ts';
import type { Text } from './text.ts';
import type { Primitive, Value } from './value.ts';

/** How a primitive is broken, and in which phase it first is, counted from the adversary's coming. */
export interface Break {
  readonly primitive: Primitive;
  readonly flaw: NonNullable<AttackModel['assumptions'][number]['flaw']>;
  readonly from: number;
}

/** What an adversary can do beyond listening and sending. Phases are counted from its coming. */
export interface Adversary {
  /** It only listens: every message arrives as it was sent. */
  readonly passive: boolean;
  /** Receivers tell the kinds of values apart, and the parts of a message. */
  readonly typed: boolean;
  /** Elements that it gets from everybody who has them, and from which phase on. */
  readonly leaked: ReadonlyMap<string, number>;
  /** Roles whose agents are its own, though nobody knows, and from which phase on. */
  readonly compromised: ReadonlyMap<string, number>;
  readonly broken: readonly Break[];
}

/** The adversary of the model itself. */
export const plainAdversary: Adversary = {
  passive: false,
  typed: true,
  leaked: new Map(),
  compromised: new Map(),
  broken: [],
};

/** The adversary of an attack model; `text` is of the model with its channels, see {@link withItsChannels}. */
export function adversaryOf({ adversary, untyped, assumptions }: AttackModel, text: Text): Adversary {
  const since = (phase: string | null): number =>
    Math.max(
      0,
      text.open.findIndex(({ name }) => name === phase),
    );
  const earliest = (kind: 'leak' | 'compromise'): ReadonlyMap<string, number> => {
    const found = new Map<string, number>();
    for (const each of assumptions) {
      if (each.kind !== kind) continue;
      for (const name of kind === 'leak' ? each.elements : each.entities)
        found.set(name, Math.min(found.get(name) ?? Infinity, since(each.phase)));
    }
    return found;
  };
  return {
    passive: adversary === 'passive',
    typed: !untyped,
    leaked: earliest('leak'),
    compromised: earliest('compromise'),
    broken: assumptions.flatMap(({ kind, primitive, flaw, phase }) =>
      kind === 'flaw' && primitive !== null && flaw !== null ? [{ primitive, flaw, from: since(phase) }] : [],
    ),
  };
}

/**
 * The model with the channels as an attack model has them. Where one of them lies in a phase without an adversary, the
 * adversary is there, and has nothing but that channel.
 */
export function withItsChannels(model: Model, { assumptions }: AttackModel): Model {
  const channels = assumptions.filter(({ kind }) => kind === 'channel');
  return { ...model, phases: model.phases.map((phase) => phaseWith(phase, channels)) };
}

function phaseWith(phase: Phase, channels: AttackModel['assumptions']): Phase {
  const trustOf = (sender: string, receiver: string): (typeof channels)[number]['trust'] =>
    channels.findLast(
      ({ entities, phase: only }) =>
        (only === null || only === phase.name) && entities.includes(sender) && entities.includes(receiver),
    )?.trust ?? null;
  const changes = phase.steps.some(
    (step) => step.kind === 'message' && trustOf(step.sender, step.receiver) !== null,
  );
  if (!changes) return phase;
  const steps = phase.steps.map((step) =>
    step.kind === 'message'
      ? {
          ...step,
          trust: trustOf(step.sender, step.receiver) ?? (phase.adversaryPresent ? step.trust : 'secure'),
        }
      : step,
  );
  return { ...phase, adversaryPresent: true, steps };
}

/** The trust in the channel of a message. Where the adversary is away for a phase, nobody reads or writes. */
export function trustOf(step: MessageStep, phase: Phase): MessageStep['trust'] {
  return phase.adversaryPresent ? step.trust : 'secure';
}

/**
 * Whether a message may arrive more than once. On a confidential channel the adversary cannot read, but puts there again
 * what it has kept.
 */
export function mayArriveAgain(step: MessageStep, phase: Phase): boolean {
  return step.repeats || trustOf(step, phase) === 'confidential';
}

/** Whether the adversary can write a message of an honest sender; `place`: of the phase, from the adversary's coming on. */
export function mayWrite(
  { compromised }: Adversary,
  step: MessageStep,
  phase: Phase,
  place: number,
): boolean {
  const trust = trustOf(step, phase);
  const isPlayed = (compromised.get(step.sender) ?? Infinity) <= place;
  return trust === 'public' || trust === 'confidential' || isPlayed;
}

/** What leaks of what somebody has in a phase, and everything of whoever is compromised. */
export function handedOut(
  { leaked, compromised }: Adversary,
  text: Text,
  role: string,
  holdings: Holdings,
  place: number,
): readonly Value[] {
  const gone = [...leaked].flatMap(([name, from]) =>
    from <= place ? (holdings.valueOf(text.secretName(name)) ?? []) : [],
  );
  return (compromised.get(role) ?? Infinity) <= place ? [...gone, ...holdings.all] : gone;
}
