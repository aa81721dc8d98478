import { phasesOf } from '#core/language/adversary-arrival.ts';
import type { AttackModel, Model } from '#core/language/model.ts';
import type { ChannelTrust } from '#core/language/kinds.ts';

/** One thing that a proposed attack model assumes, from the adversary's coming on. */
export type ProposedAssumption =
  | { readonly kind: 'compromise'; readonly entity: string }
  | { readonly kind: 'leak'; readonly element: string }
  | {
      readonly kind: 'channel';
      readonly ends: readonly [string, string];
      readonly trust: ChannelTrust;
      readonly phase: string;
    };

/** An attack model that would answer a threat. */
export interface AttackProposal {
  readonly adversary: AttackModel['adversary'];
  readonly untyped: boolean;
  readonly assumptions: readonly ProposedAssumption[];
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
  const printed = attack.assumptions.flatMap((assumption): readonly (string | null)[] => {
    switch (assumption.kind) {
      case 'compromise':
        return isFromTheStart(assumption.from, model)
          ? assumption.entities.map((entity) => print({ kind: 'compromise', entity }))
          : [null];
      case 'leak':
        return isFromTheStart(assumption.from, model)
          ? assumption.elements.map((element) => print({ kind: 'leak', element }))
          : [null];
      case 'channel': {
        const { ends, trust, phase } = assumption;
        return [phase === null ? null : print({ kind: 'channel', ends, trust, phase })];
      }
      case 'flaw':
        return [null];
    }
  });
  return printed.includes(null) ? null : [...new Set(printed)].toSorted().join('\n');
}

function print(assumption: ProposedAssumption): string {
  switch (assumption.kind) {
    case 'compromise':
      return `compromise ${assumption.entity}`;
    case 'leak':
      return `leak ${assumption.element}`;
    case 'channel':
      return `channel ${assumption.ends.toSorted().join(', ')} ${assumption.trust} in ${assumption.phase}`;
  }
}

// What begins with the adversary's coming, or earlier, is there from its start.
function isFromTheStart(phase: string | null, model: Model): boolean {
  if (phase === null) return true;
  const { before, from } = phasesOf(model);
  return from[0]?.name === phase || before.some(({ name }) => name === phase);
}
