import type { CallFailure } from '#contract/failures.ts';

/** How long changes must pause before they are saved, in milliseconds. */
const savingDelay = 800;

/**
 * How long a change waits at most, in milliseconds, however long the changes after it go on: what was typed is to be
 * durable within two seconds, and saving takes its part of them.
 */
const longestWait = 1_200;

/** How long after a saving that failed it is tried again, in milliseconds. */
const retryDelay = 5_000;

/** How a value gets into the project. */
export interface Storing<Value> {
  /** Hands the value over; answers why it could not be kept, or null. */
  readonly put: (value: Value) => Promise<CallFailure | null>;
  /** The work that follows once it is kept; answers what went wrong with that, or null. It holds no later saving up. */
  readonly then: (value: Value) => Promise<CallFailure | null>;
}

/**
 * A value that is saved into the project a little after it changed. What could not be saved stays here, and saving it
 * is tried again by itself until it works.
 */
export class Autosave<Value> {
  #unsaved = $state.raw<CallFailure | null>(null);
  #unfollowed = $state.raw<CallFailure | null>(null);
  #current: Value;
  #stored: Value;
  readonly #storing: Storing<Value>;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  // When the oldest change was made that no saving has taken up yet.
  #since: number | null = null;
  // One saving at a time, so that an older value never comes after a newer one.
  #writing: Promise<boolean> = Promise.resolve(true);
  #following: Promise<void> = Promise.resolve();

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

  /** True while the project holds the newest value. */
  get saved(): boolean {
    return this.#current === this.#stored;
  }

  /** Why the last saving failed, or what follows it, or null. It stays until that has worked. */
  get problem(): CallFailure | null {
    return this.#unsaved ?? this.#unfollowed;
  }

  /** Takes a new value over. */
  change(value: Value): void {
    this.#current = value;
    const now = performance.now();
    this.#since ??= now;
    this.#saveAfter(Math.min(savingDelay, Math.max(0, this.#since + longestWait - now)));
  }

  /** Takes over what the project holds by now: it was changed there, and there is nothing to save. */
  takeOver(value: Value): void {
    this.stop();
    this.#since = null;
    this.#current = value;
    this.#stored = value;
  }

  /**
   * Saves now, and waits for what follows. The answer tells whether the project holds the newest value; `problem` says
   * why not.
   */
  async save(): Promise<boolean> {
    const stored = await this.#write();
    await this.#following;
    return stored;
  }

  /**
   * Hands what is not saved over at once, ahead of what follows earlier savings: the page is about to go. The answer
   * tells whether the project holds it.
   */
  async leave(): Promise<boolean> {
    this.stop();
    if (this.saved) return true;
    const value = this.#current;
    this.#unsaved = await this.#storing.put(value);
    if (this.#unsaved === null) this.#stored = value;
    else this.#saveAfter(retryDelay);
    return this.saved;
  }

  /** Stops what is waiting for a pause. */
  stop(): void {
    clearTimeout(this.#waiting);
  }

  #saveAfter(milliseconds: number): void {
    this.stop();
    this.#waiting = setTimeout(() => void this.#write(), milliseconds);
  }

  #write(): Promise<boolean> {
    this.stop();
    this.#writing = this.#writing.then(() => this.#store());
    return this.#writing;
  }

  async #store(): Promise<boolean> {
    const value = this.#current;
    this.#since = null;
    if (value === this.#stored) {
      this.#unsaved = null;
      return true;
    }
    this.#unsaved = await this.#storing.put(value);
    if (this.#unsaved !== null) {
      // A newer change waits already, for less.
      if (value === this.#current) this.#saveAfter(retryDelay);
      return false;
    }
    this.#stored = value;
    // What follows would come after a newer value that was handed over meanwhile.
    if (value === this.#current) this.#following = this.#follow(value);
    return true;
  }

  async #follow(value: Value): Promise<void> {
    const problem = await this.#storing.then(value);
    if (value === this.#current) this.#unfollowed = problem;
  }
}
