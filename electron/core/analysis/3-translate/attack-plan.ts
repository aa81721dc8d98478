import { capabilities } from '#core/capabilities/capabilities.ts';
import type { GrantedCapabilities } from '#core/capabilities/definition.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import { capabilityKinds } from '#core/language/kinds.ts';
import type { AttackModel, Element, Model } from '#core/language/model.ts';

/**
 * The capabilities of an adversary beyond those of the plain one. Phases are numbered from the adversary's coming;
 * `afterwards` is the one after the last.
 */
export interface AttackPlan {
  /** Who hands everything to the adversary, and from which phase on. */
  readonly compromised: ReadonlyMap<string, number>;
  /** Elements that everybody who has them hands to the adversary, and from which phase on. */
  readonly leaked: ReadonlyMap<string, number>;
  /** How primitives are broken, and from which phase on. */
  readonly flaws: GrantedCapabilities['flaws'];
  readonly passive: boolean;
  /** True if messages are typed. */
  readonly typed: boolean;
}

/** The adversary of the model itself: active, and everything ideal and typed. */
export const plainAdversary: AttackPlan = {
  compromised: new Map(),
  leaked: new Map(),
  flaws: [],
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

/** The adversary of an attack model. `model` is the model under its assumptions, see {@link assumedModel}. */
export function planOf(attack: AttackModel, model: Model): AttackPlan {
  const { before, from } = phasesOf(model);
  const phaseOf = (phase: string | null): number => {
    const place = from.findIndex(({ name }) => name === phase);
    return place < 0 || before.some(({ name }) => name === phase) ? 0 : place;
  };
  const granted: GrantedCapabilities = { compromised: new Map(), leaked: new Map(), flaws: [] };
  for (const assumption of attack.assumptions) {
    capabilities[assumption.kind].grant(assumption, granted, phaseOf);
  }
  return { ...granted, passive: attack.adversary === 'passive', typed: !attack.untyped };
}

/** The model as an attack model assumes it to be; the very model where it changes nothing of it. */
export function assumedModel(model: Model, { assumptions }: AttackModel): Model {
  return capabilityKinds.reduce(
    (assumed, kind) =>
      capabilities[kind].assumed(
        assumed,
        assumptions.filter((each) => each.kind === kind),
      ),
    model,
  );
}
