import type { Budget } from '#core/analysis/record/budget.ts';
import type { WorkCounter } from '#core/theories/work-counter.ts';

/** Thrown when work is told to stop in the middle of a step. It never leaves the prover or the search. */
export class Interrupted extends Error {}

/** How many units of work make a block. */
export const unitsInBlock = 512;

/**
 * The work of one proof or search. It is spent unit by unit, and in larger pieces that are taken for a block each; with
 * every block it is looked whether to stop. Asking changes nothing.
 */
export class StepBudget implements WorkCounter {
  readonly #whole: Budget;
  readonly #portion: number;
  #units = 0;
  #blocks = 0;

  /** `portion` is how many blocks may be spent of what `whole` allows. */
  constructor(whole: Budget, portion = Infinity) {
    this.#whole = whole;
    this.#portion = portion;
  }

  /** How many clauses one saturation may take up. */
  get clauses(): number {
    return this.#whole.clauses;
  }

  /** How many units were spent one by one. */
  get units(): number {
    return this.#units;
  }

  /** True when the portion is used up, so that a larger one could take the work further. */
  get isSpent(): boolean {
    return this.#blocks > this.#portion;
  }

  /** True when the work is to stop. */
  isCancelled(): boolean {
    return this.isSpent || this.#whole.cancelled();
  }

  /** Spends a unit. Throws {@link Interrupted} when a block is full and the work is to stop. */
  spend(): void {
    this.#units += 1;
    if (this.#units % unitsInBlock === 0) this.spendBlock();
  }

  /** Spends a block: for a piece of work that turns out to be long. Throws {@link Interrupted} when it is to stop. */
  spendBlock(): void {
    if (!this.takeBlock()) throw new Interrupted('told to stop');
  }

  /** Spends a block; false when the work is to stop. */
  takeBlock(): boolean {
    this.#blocks += 1;
    return !this.isCancelled();
  }

  /** Tells whoever counts them of a clause. */
  countClause(): void {
    this.#whole.count?.();
  }
}
