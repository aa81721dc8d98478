import type { Claim, Model, Phase } from '#core/language/model.ts';

/**
 * The phase at whose end something is claimed: the one that the claim names, else the last one in which the claimant
 * receives a message. Null where it never receives any, or where nobody claims it from a view of its own.
 */
export function claimedPhase(model: Model, { phase: wanted, claimant }: Claim): Phase | null {
  const named = model.phases.find(({ name }) => name === wanted);
  if (named !== undefined) return named;
  return claimant === null ? null : (model.phases.findLast((phase) => receivesIn(phase, claimant)) ?? null);
}

/** True if an entity receives a message in a phase: only then can it be sure of anybody. */
export function receivesIn(phase: Phase, entity: string): boolean {
  return phase.steps.some((step) => step.kind === 'message' && step.receiver === entity);
}
