import type { Budget } from '#core/analysis/4-prove/saturation.ts';
import type { Memory } from '#core/analysis/4-prove/encode-role.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/**
 * How often a saturation may ask whether to stop, which it does with every so many small pieces of work: a little
 * first, then more, at last as often as it likes.
 */
export const portions: readonly number[] = [1_000, 10_000, Number.POSITIVE_INFINITY];

/** How many steps of roles get the portions as they are. */
const usualSteps = 333;

/**
 * How much of a portion an abstraction of a protocol gets. The slim one is quick and mostly the one that proves, so that
 * a large protocol gets more in proportion: a portion too small for it would be lost, and all that is tried after it.
 * The others would only take longer to fail.
 */
export function portionFor(portion: number, memory: Memory, { roles }: Protocol): number {
  if (memory !== 'slim') return portion;
  const steps = roles.reduce((sum, role) => sum + role.steps.length, 0);
  return portion * Math.max(1, steps / usualSteps);
}

/** A budget that also ends when it was asked more often than its portion allows. */
export class PortionedBudget implements Budget {
  readonly clauses: number;
  readonly #whole: Budget;
  readonly #portion: number;
  #asked = 0;

  constructor(whole: Budget, portion: number) {
    this.clauses = whole.clauses;
    this.#whole = whole;
    this.#portion = portion;
  }

  /** Whether a larger portion could take the work further. */
  get spent(): boolean {
    return this.#asked > this.#portion;
  }

  readonly cancelled = (): boolean => {
    this.#asked += 1;
    return this.spent || this.#whole.cancelled();
  };

  readonly count = (): void => {
    this.#whole.count?.();
  };
}
