import type { Budget } from '#core/analysis/proof/saturation.ts';

/**
 * How often a saturation may ask whether to stop, which it does with every so many small pieces of work: a little
 * first, then more, at last as often as it likes.
 */
export const portions: readonly number[] = [1_000, 10_000, Number.POSITIVE_INFINITY];

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
