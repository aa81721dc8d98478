import type { Asked, AskedKind } from '#core/analysis/record/asked.ts';
import type { Claim, Model } from '#core/language/model.ts';
import type { AuthenticationLevel } from '#core/language/kinds.ts';
import type { ModelStatement } from '#core/language/statement.ts';

/** The levels of authentication that are asked about, by how they are asked. */
const levels: Readonly<Partial<Record<AskedKind, AuthenticationLevel>>> = {
  aliveness: 'aliveness',
  'weak-agreement': 'weak-agreement',
  'entity-agreement': 'agreement',
  'injective-entity-agreement': 'injective-agreement',
};

/** The tick or the claim of a model that a question comes from; null where the model has none. */
export function askingStatement(
  asked: Asked,
  { ticks, claims }: Pick<Model, 'ticks' | 'claims'>,
): ModelStatement | null {
  const property = propertyOf(asked.kind);
  const found =
    property === null
      ? claims.find((claim) => asks(claim, asked))
      : ticks.find((tick) => tick.property === property && tick.element === asked.element);
  return found ?? null;
}

function propertyOf(kind: AskedKind): 'confidentiality' | 'integrity' | null {
  switch (kind) {
    case 'secrecy':
      return 'confidentiality';
    case 'agreement':
    case 'injective-agreement':
      return 'integrity';
    case 'aliveness':
    case 'weak-agreement':
    case 'entity-agreement':
    case 'injective-entity-agreement':
    case 'key-confirmation':
    case 'key-freshness':
    case 'key-uniqueness':
    case 'forward-secrecy':
      return null;
  }
}

function asks(claim: Claim, asked: Asked): boolean {
  switch (claim.kind) {
    case 'authentication':
      return (
        levels[asked.kind] === claim.level &&
        claim.claimed === asked.originator &&
        claim.claimant === asked.entity &&
        claim.phase === asked.phase &&
        claim.on.join() === asked.on.join()
      );
    case 'forward-secrecy':
      return asked.kind === 'forward-secrecy' && claim.element === asked.element;
    case 'key-freshness':
      return (
        (asked.kind === 'key-freshness' || asked.kind === 'key-uniqueness') &&
        claim.key === asked.element &&
        claim.entity === asked.entity
      );
    case 'key-confirmation':
      return (
        asked.kind === 'key-confirmation' &&
        claim.key === asked.element &&
        claim.claimed === asked.originator &&
        claim.claimant === asked.entity
      );
  }
}
