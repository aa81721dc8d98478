import type { FailureCode } from '#contract/failures.ts';
import { sealDelay } from '#project/session/seal-delay.ts';
import type { Clock } from '#vault/files/clock.ts';

/** How long after a sealing that failed it is tried again, in milliseconds. */
const retryDelay = 15_000;

/** How long a sealing may take when the keys have to go at once, in milliseconds: a machine falls asleep meanwhile. */
const longestHurriedSealing = 1_000;

/** The times at which an open project is sealed: some seconds after a change, and again where that failed. */
export class SealingSchedule {
  readonly #seal: () => FailureCode | null;
  readonly #clock: Clock;
  #timer: NodeJS.Timeout | undefined;
  // How long the last sealing took, in milliseconds.
  #took = 0;

  /** `seal` brings the project's file up to date; it answers why that failed, or null. */
  constructor(seal: () => FailureCode | null, clock: Clock) {
    this.#seal = seal;
    this.#clock = clock;
  }

  /** True where sealing takes so long that nobody waits for it when the keys have to be deleted at once. */
  get isLong(): boolean {
    return this.#took >= longestHurriedSealing;
  }

  /** Seals after the changes of the next seconds. */
  soon(): void {
    this.#after(sealDelay(this.#took));
  }

  /** Seals now, if changes wait for it. */
  nowIfDue(): void {
    if (this.#timer !== undefined) this.now();
  }

  /** Seals now. Returns why that failed, or null; it is tried again by itself. */
  now(): FailureCode | null {
    this.stop();
    const begun = this.#clock.elapsed();
    const problem = this.#seal();
    this.#took = this.#clock.elapsed() - begun;
    if (problem !== null) this.#after(Math.max(retryDelay, sealDelay(this.#took)));
    return problem;
  }

  /** Seals no more by itself. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #after(milliseconds: number): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.now();
    }, milliseconds);
  }
}
