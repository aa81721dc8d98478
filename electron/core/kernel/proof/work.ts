/** Why checking ended before it was done. */
export type Stop = 'budget' | 'cancelled';

/** Ends checking; caught where it began and given as a refusal. */
export class Stopped extends Error {
  readonly reason: Stop;

  constructor(reason: Stop) {
    super(reason);
    this.reason = reason;
  }
}

/** How often it is asked whether to stop: once in so many units of work. */
const pulse = 1024;

/** Counts work, so that effort is bounded by something that no machine's load changes. */
export class Work {
  readonly #budget: number;
  #left: number;
  #untilPulse = 1;
  readonly #cancelled: () => boolean;

  constructor(budget: number, cancelled: () => boolean) {
    this.#budget = budget;
    this.#left = budget;
    this.#cancelled = cancelled;
  }

  /** Begins anew, with as much as at first. */
  renew(): void {
    this.#left = this.#budget;
  }

  /** Some units, usually one: a term looked at. Throws {@link Stopped} when nothing is left. */
  spend(units = 1): void {
    this.#left -= units;
    if (this.#left < 0) throw new Stopped('budget');
    this.#untilPulse -= units;
    if (this.#untilPulse > 0) return;
    this.#untilPulse = pulse;
    if (this.#cancelled()) throw new Stopped('cancelled');
  }
}
