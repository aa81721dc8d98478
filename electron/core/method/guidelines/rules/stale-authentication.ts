import type { Design } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { isFresh } from '#core/method/guidelines/design/freshness.ts';
import type { Claim } from '#core/language/model.ts';

/**
 * Entity authentication is asked for and nothing fresh comes to who asks (section 4.3: it requires nonces, counters or
 * timestamps). Property for is a claim of injective agreement, any claim that refines a requirement of entity
 * authentication or replay protection, and such a requirement by itself where nothing at all is fresh.
 */
export function staleAuthentication(design: Design): readonly Observation[] {
  const fresh = design.receptions.filter((each) => (each.verified || each.opened) && isFresh(design, each));
  const asked = new Set(
    design.model.requirements
      .filter(({ kind }) => kind === 'entity-authentication' || kind === 'replay-protection')
      .map(({ name }) => name),
  );
  const claims = design.model.claims.filter(
    (claim) => claim.kind === 'authentication' && asksForFreshness(claim, asked),
  );
  const open = claims.filter(({ claimant }) => !fresh.some(({ receiver }) => receiver === claimant));
  const refined = new Set(open.flatMap(({ refines }) => refines));
  const bare = design.model.requirements.filter(
    ({ name }) => asked.has(name) && fresh.length === 0 && design.receptions.length > 0 && !refined.has(name),
  );
  return [
    ...open.map(({ span, claimed, claimant }) => ({
      span,
      message: null,
      elements: [],
      entities: [claimed, claimant].filter((entity) => entity !== null),
      values: { claimed: claimed ?? '', claimant: claimant ?? '', asked: 'claim' },
    })),
    ...bare.map(({ span, name }) => ({
      span,
      message: null,
      elements: [],
      entities: [],
      values: { claimed: '', claimant: '', requirement: name, asked: 'requirement' },
    })),
  ];
}

function asksForFreshness({ level, refines }: Claim, asked: ReadonlySet<string>): boolean {
  return level === 'injective-agreement' || refines.some((name) => asked.has(name));
}
