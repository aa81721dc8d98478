import type { Claim, Model, Phase } from '#core/language/model.ts';

/** A claim about the moment when an entity has finished. */
export type FinishedClaim = Extract<Claim, { readonly kind: 'authentication' | 'key-confirmation' }>;

/**
 * The phase at whose end an authentication or a confirmation is claimed: the one that the claim names, else the last one in which
 * the claimant receives a message. Null where it never receives any.
 */
export function claimedPhase(model: Model, claim: FinishedClaim): Phase | null {
  const wanted = claim.kind === 'authentication' ? claim.phase : null;
  const named = model.phases.find(({ name }) => name === wanted);
  if (named !== undefined) return named;
  return model.phases.findLast((phase) => receivesIn(phase, claim.claimant)) ?? null;
}

/** Whether an entity receives a message in a phase: only then can it be sure of anybody. */
export function receivesIn(phase: Phase, entity: string): boolean {
  return phase.steps.some((step) => step.kind === 'message' && step.receiver === entity);
}
