import { phasesOf } from '#core/language/adversary-arrival.ts';
import type { AttackModel, Model } from '#core/language/model.ts';
import { capabilities } from '#core/capabilities/capabilities.ts';
import type { Assumption } from '#core/capabilities/definition.ts';

/** An attack model that would answer a threat. */
export interface AttackProposal {
  readonly adversary: AttackModel['adversary'];
  readonly untyped: boolean;
  /** Each about one thing, from the adversary's coming on. */
  readonly assumptions: readonly Assumption[];
}

/**
 * The first attack model of the model that assumes exactly what is proposed, no more and no less; undefined where there
 * is none. One that assumes less would claim too much where it holds; one that assumes more, where it is violated.
 */
export function attackAsProposed(model: Model, proposal: AttackProposal): AttackModel | undefined {
  const wanted = [...new Set(proposal.assumptions.map(print))].toSorted().join('\n');
  return model.attacks.find(
    (attack) =>
      attack.adversary === proposal.adversary &&
      attack.untyped === proposal.untyped &&
      assumptionsOf(attack, model) === wanted,
  );
}

// Null where something is assumed that is never proposed.
function assumptionsOf(attack: AttackModel, model: Model): string | null {
  const single = attack.assumptions.map((each) =>
    capabilities[each.kind].single(each, (phase) => isFromTheStart(phase, model)),
  );
  if (single.includes(null)) return null;
  return [...new Set(single.flatMap((each) => each ?? []).map(print))].toSorted().join('\n');
}

// Whichever end of a channel is named first.
function print({ kind, entities, elements, trust, phase }: Assumption): string {
  return JSON.stringify([kind, entities.toSorted(), elements, trust, phase]);
}

// What begins with the adversary's coming, or earlier, is there from its start.
function isFromTheStart(phase: string | null, model: Model): boolean {
  if (phase === null) return true;
  const { before, from } = phasesOf(model);
  return from[0]?.name === phase || before.some(({ name }) => name === phase);
}
