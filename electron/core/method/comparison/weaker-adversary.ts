import type { ChannelTrust } from '#core/language/kinds.ts';
import type { AttackAssumption, AttackModel, MessageStep, Model, Phase } from '#core/language/model.ts';

/** The ways in which an adversary can do less. */
export type WeakerAdversaryKind =
  | 'attack-gone'
  | 'attack-weaker'
  | 'phase-quiet'
  | 'channel-trusted'
  | 'delivered-once'
  | 'apart'
  | 'entropy';

/**
 * Something that the adversary of a later model can no longer do, so that what still holds says less.
 *
 * - `attack-gone`: an attack model is no longer asked under. - `attack-weaker`: it assumes less.
 * - `phase-quiet`: there is no adversary in a phase any more. - `channel-trusted`: a message goes over a channel that is trusted
 *   more. - `delivered-once`: its channel delivers it once at most, where it could deliver it several times.
 * - `apart`: two entities are no longer played by one agent. - `entropy`: an element can no longer be guessed.
 */
export interface WeakerAdversary {
  readonly kind: WeakerAdversaryKind;
  /** The attack model, phase, message, element, or both entities. */
  readonly names: readonly string[];
}

/** What the adversary of a later model can no longer do, as far as both models speak of the same things. */
export function weakerAdversaries(earlier: Model, later: Model): readonly WeakerAdversary[] {
  return [
    ...earlier.attacks.flatMap((attack) => attackChange(attack, later)),
    ...earlier.phases.flatMap((phase) => phaseChanges(phase, later)),
    ...earlier.coincide.flatMap(([one, other]): readonly WeakerAdversary[] => {
      const stays = later.coincide.some((pair) => pair.includes(one) && pair.includes(other));
      const both = [one, other].every((name) => later.entities.some((entity) => entity.name === name));
      return stays || !both ? [] : [{ kind: 'apart', names: [one, other] }];
    }),
    ...earlier.elements.flatMap(({ name, entropy }): readonly WeakerAdversary[] => {
      const now = later.elements.find((element) => element.name === name);
      return entropy === 'low' && now?.entropy === 'high' ? [{ kind: 'entropy', names: [name] }] : [];
    }),
  ];
}

function attackChange(attack: AttackModel, later: Model): readonly WeakerAdversary[] {
  const now = later.attacks.find(({ name }) => name === attack.name);
  if (now === undefined) return [{ kind: 'attack-gone', names: [attack.name] }];
  const assumed = new Set(now.assumptions.map(meaningOf));
  const lacks =
    attack.assumptions.some((each) => !assumed.has(meaningOf(each))) ||
    (attack.adversary === 'active' && now.adversary === 'passive') ||
    (attack.untyped && !now.untyped);
  return lacks ? [{ kind: 'attack-weaker', names: [attack.name] }] : [];
}

function meaningOf({ kind, entities, elements, flaw, primitive, trust, phase }: AttackAssumption): string {
  return JSON.stringify([kind, entities, elements, flaw, primitive, trust, phase]);
}

function phaseChanges(phase: Phase, later: Model): readonly WeakerAdversary[] {
  const now = later.phases.find(({ name }) => name === phase.name);
  if (now === undefined) return [];
  const quiet = phase.adversaryPresent && !now.adversaryPresent;
  const messages = messagesOf(now);
  return [
    ...(quiet ? [{ kind: 'phase-quiet', names: [phase.name] } as const] : []),
    ...messagesOf(phase).flatMap((message): readonly WeakerAdversary[] => {
      const other = messages.find(({ name }) => name === message.name);
      if (other === undefined) return [];
      if (gains(message.trust, other.trust)) return [{ kind: 'channel-trusted', names: [message.name] }];
      const once = message.repeats && !other.repeats && other.trust !== 'public';
      return once ? [{ kind: 'delivered-once', names: [message.name] }] : [];
    }),
  ];
}

function messagesOf({ steps }: Phase): readonly MessageStep[] {
  return steps.filter((step) => step.kind === 'message');
}

// Authentic and confidential channels protect different things: whoever goes from one to the other gains something.
function gains(before: ChannelTrust, after: ChannelTrust): boolean {
  return protects(after).some((each) => !protects(before).includes(each));
}

type Protection = 'against writing' | 'against reading';

const protection: Readonly<Record<ChannelTrust, readonly Protection[]>> = {
  public: [],
  authentic: ['against writing'],
  confidential: ['against reading'],
  secure: ['against writing', 'against reading'],
};

function protects(trust: ChannelTrust): readonly Protection[] {
  return protection[trust];
}
