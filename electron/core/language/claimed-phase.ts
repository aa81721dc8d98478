import type { AuthenticationClaim, Model, Phase } from '#core/language/model.ts';

/**
 * The phase at whose end an authentication is claimed: the one that the claim names, else the last one in which
 * the claimant receives a message. Null where it never receives any.
 */
export function claimedPhase(model: Model, claim: AuthenticationClaim): Phase | null {
  const named = model.phases.find(({ name }) => name === claim.phase);
  if (named !== undefined) return named;
  return model.phases.findLast((phase) => receivesIn(phase, claim.claimant)) ?? null;
}

/** Whether an entity receives a message in a phase: only then can it be sure of anybody. */
export function receivesIn(phase: Phase, entity: string): boolean {
  return phase.steps.some((step) => step.kind === 'message' && step.receiver === entity);
}
