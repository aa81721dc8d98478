import { erasures } from './weaker-erasures.ts';
import { weakening, type Weakening } from './weakening.ts';
import { arrivalIn } from '#core/language/adversary-arrival.ts';
import type { ChannelTrust } from '#core/language/kinds.ts';
import type { Element, MessageStep, Model, Phase } from '#core/language/model.ts';

/** What the plain adversary of a later model can no longer do. Both models have the names of the later one. */
export function weakerAdversary(earlier: Model, later: Model): readonly Weakening[] {
  return [
    ...quietPhases(earlier, later),
    ...messageWeakenings(earlier, later),
    ...apart(earlier, later),
    ...earlier.elements.flatMap((element) => elementWeakenings(element, later)),
    ...erasures(earlier, later),
  ];
}

/** Messages that go over a channel of which a later adversary has less. */
export function channelWeakenings(earlier: Model, later: Model): readonly Weakening[] {
  const now = messagesOf(later);
  return [...messagesOf(earlier).values()].flatMap(({ step: { name, trust, repeats } }) => {
    const other = now.get(name)?.step;
    if (other === undefined) return [];
    if (gains(trust, other.trust)) return [weakening('channel-trusted', [name], trust, other.trust)];
    const once = repeats && !other.repeats && other.trust !== 'public';
    return once ? [weakening('delivered-once', [name])] : [];
  });
}

function quietPhases(earlier: Model, later: Model): readonly Weakening[] {
  return earlier.phases
    .filter(({ name, adversaryPresent }) => {
      const now = later.phases.find((phase) => phase.name === name);
      return adversaryPresent && now?.adversaryPresent === false;
    })
    .map(({ name }) => weakening('phase-quiet', [name]));
}

function messageWeakenings(earlier: Model, later: Model): readonly Weakening[] {
  const now = messagesOf(later);
  const moved = [...messagesOf(earlier)].flatMap(([name, { phase, exposure }]): readonly Weakening[] => {
    const other = now.get(name);
    if (other === undefined) return exposure > 0 ? [weakening('message-gone', [name])] : [];
    if (other.exposure >= exposure) return [];
    // That its phase is quiet is told of the phase.
    const told = phase.adversaryPresent && phase.name === other.phase.name;
    return told ? [] : [weakening('sheltered', [name], phase.name, other.phase.name)];
  });
  return [...moved, ...channelWeakenings(earlier, later)];
}

/** A message, where it stands, and how much of the adversary there is: none yet, one elsewhere, or one that is there. */
interface PlacedMessage {
  readonly step: MessageStep;
  readonly phase: Phase;
  readonly exposure: 0 | 1 | 2;
}

function messagesOf(model: Model): ReadonlyMap<string, PlacedMessage> {
  const arrival = arrivalIn(model);
  return new Map(
    model.phases.flatMap((phase, index) => {
      const come = arrival >= 0 && index >= arrival;
      const exposure = phase.adversaryPresent ? 2 : come ? 1 : 0;
      return phase.steps.flatMap((step): readonly (readonly [string, PlacedMessage])[] =>
        step.kind === 'message' ? [[step.name, { step, phase, exposure }]] : [],
      );
    }),
  );
}

function apart(earlier: Model, later: Model): readonly Weakening[] {
  return earlier.coincide.flatMap(([one, other]) => {
    const stays = later.coincide.some((pair) => pair.includes(one) && pair.includes(other));
    const both = [one, other].every((name) => later.entities.some((entity) => entity.name === name));
    return stays || !both ? [] : [weakening('apart', [one, other])];
  });
}

function elementWeakenings(element: Element, later: Model): readonly Weakening[] {
  const { name } = element;
  const now = later.elements.find((each) => each.name === name);
  if (now === undefined) return [];
  if (now.kind !== element.kind) return [weakening('element-kind', [name], element.kind, now.kind)];
  return [
    ...(element.entropy === 'low' && now.entropy === 'high' ? [weakening('entropy', [name])] : []),
    ...(element.lifetime === 'long-term' && now.lifetime === 'session' && isKey(element)
      ? [weakening('lifetime', [name])]
      : []),
    ...(isHeldByFewer(element, now) ? [weakening('holders', [name], heldBy(element), heldBy(now))] : []),
  ];
}

function isKey({ kind }: Element): boolean {
  return kind === 'symmetric-key' || kind === 'key-pair';
}

// Each set of agents in the roles that share it has one of its own: where others share it, there are others of it, and whoever
// is not among them any more cannot lose it. Whoever only knows it beside them adds holders and nothing else.
function isHeldByFewer(before: Element, after: Element): boolean {
  const [shared, sharedNow] = [new Set(before.holders), new Set(after.holders)];
  const sameSharing = shared.size === sharedNow.size && [...shared].every((name) => sharedNow.has(name));
  return !sameSharing || before.knownTo.some((name) => !after.knownTo.includes(name) && !sharedNow.has(name));
}

function heldBy({ holders, knownTo }: Element): string {
  const beside = knownTo.length === 0 ? '' : ` + ${knownTo.toSorted().join(', ')}`;
  return holders.length === 0 && beside === '' ? '–' : `${holders.toSorted().join(', ')}${beside}`;
}

// Authentic and confidential channels protect different things: whoever goes from one to the other gains something.
function gains(before: ChannelTrust, after: ChannelTrust): boolean {
  return protection[after].some((each) => !protection[before].includes(each));
}

const protection: Readonly<Record<ChannelTrust, readonly ('against writing' | 'against reading')[]>> = {
  public: [],
  authentic: ['against writing'],
  confidential: ['against reading'],
  secure: ['against writing', 'against reading'],
};
