/** Where the time comes from, so that a test can be its own clock. */
export interface Clock {
  /** The time of day. */
  readonly now: () => Date;
  /** Milliseconds since some moment that stays the same: for how long something takes, whatever the time of day does. */
  readonly elapsed: () => number;
}

/** The machine's clock. */
export const machineClock: Clock = { now: () => new Date(), elapsed: () => performance.now() };
