import type { CallFailure } from '#contract/failures.ts';

/** How long changes must pause before they are saved, in milliseconds. */
const savingDelay = 800;

/** How a value gets into the project. */
export interface Storing<Value> {
  /** Hands the value over; answers why it could not be kept, or null. */
  readonly put: (value: Value) => Promise<CallFailure | null>;
  /** What follows once it is kept; answers what went wrong with that, or null. */
  readonly then: (value: Value) => Promise<CallFailure | null>;
}

/** A value that is saved into the project a little after it changed. */
export class Autosave<Value> {
  /** Why the last saving failed, or null. */
  problem = $state.raw<CallFailure | null>(null);
  #current: Value;
  #stored: Value;
  readonly #storing: Storing<Value>;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  // One saving at a time, so that an older value never comes after a newer one.
  #writing: Promise<boolean> = Promise.resolve(true);

  /** @param value what the project holds. */
  constructor(value: Value, storing: Storing<Value>) {
    this.#current = $state.raw(value);
    this.#stored = $state.raw(value);
    this.#storing = storing;
  }

  /** The newest value, saved or not. */
  get current(): Value {
    return this.#current;
  }

  /** Whether the project holds the newest value. */
  get saved(): boolean {
    return this.#current === this.#stored;
  }

  /** Takes a new value over. */
  change(value: Value): void {
    this.#current = value;
    this.stop();
    this.#waiting = setTimeout(() => void this.save(), savingDelay);
  }

  /** Saves now. The answer tells whether the project holds the newest value; `problem` says why not. */
  save(): Promise<boolean> {
    this.stop();
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Hands what is not saved over without waiting: the page is about to go. */
  leave(): void {
    this.stop();
    if (!this.saved) void this.#storing.put(this.#current);
  }

  /** Stops what is waiting for a pause. */
  stop(): void {
    clearTimeout(this.#waiting);
  }

  async #write(): Promise<boolean> {
    const value = this.#current;
    this.problem = null;
    if (value === this.#stored) return true;
    this.problem = await this.#storing.put(value);
    if (this.problem !== null) return false;
    this.#stored = value;
    // What follows would come after a newer value that was handed over meanwhile.
    if (value === this.#current) this.problem = await this.#storing.then(value);
    return true;
  }
}
