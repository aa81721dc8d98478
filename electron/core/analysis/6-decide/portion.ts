import type { Memory } from '#core/analysis/4-prove/run-state.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** How many steps of roles get the portions as they are. */
const usualSteps = 333;

/**
 * How much of a portion of work an abstraction of a protocol gets. The slim one is quick and mostly the one that proves,
 * so that a large protocol gets more in proportion: a portion too small for it would be lost, and all that is tried after
 * it. The others would only take longer to fail.
 */
export function portionFor(portion: number, memory: Memory, { roles }: Protocol): number {
  if (memory !== 'slim') return portion;
  const steps = roles.reduce((sum, role) => sum + role.steps.length, 0);
  return portion * Math.max(1, steps / usualSteps);
}
