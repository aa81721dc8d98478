/** Thrown when work is told to stop in the middle of a step. It never leaves the prover. */
export class Interrupted extends Error {}

/** How many beats pass between two looks at whether to stop. */
const interval = 512;

/** Beats with every small piece of work, so that being told to stop is noticed soon, wherever the work is. */
export class Pulse {
  readonly #cancelled: () => boolean;
  #beats = 0;

  constructor(cancelled: () => boolean) {
    this.#cancelled = cancelled;
  }

  /** How many pieces of work there were. */
  get beats(): number {
    return this.#beats;
  }

  /** Throws {@link Interrupted} when told to stop. */
  beat(): void {
    this.#beats += 1;
    if (this.#beats % interval === 0) this.look();
  }

  /** Looks now whether to stop: for a piece of work that turns out to be long. Throws {@link Interrupted}. */
  look(): void {
    if (this.#cancelled()) throw new Interrupted('told to stop');
  }
}
