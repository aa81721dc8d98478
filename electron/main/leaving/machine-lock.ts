import { watchIdle, watchNearIdle } from '#main/leaving/idle.ts';

/** How often the machine is asked whether its screen is locked, in milliseconds. */
const screenInterval = 3_000;

/** The machine, as far as locking asks it; Electron's `powerMonitor` is one. */
export interface Machine {
  on(event: 'suspend' | 'lock-screen', listener: () => void): unknown;
  /** For how many seconds nobody has touched it. */
  getSystemIdleTime(): number;
  getSystemIdleState(idleThreshold: number): 'active' | 'idle' | 'locked' | 'unknown';
}

/** The part of the application that is locked. */
export interface Lockable {
  readonly isOpen: () => boolean;
  /** Has the window save what was typed last, then locks. */
  readonly lockSoon: () => void;
  /** Locks before it returns. */
  readonly lockNow: () => void;
  /** Told in how many seconds an open project is locked because nobody touches the machine; null once somebody does. */
  readonly announce: (seconds: number | null) => void;
  /** After how long without a touch it is locked, in seconds. */
  readonly idleLimit: () => number;
}

/** Locks the open project when the machine is left, put to sleep or locked itself. */
export function lockWithTheMachine(machine: Machine, target: Lockable): void {
  const lockSoon = (): void => {
    if (target.isOpen()) target.lockSoon();
  };
  // The system waits for what is done here and for nothing that is done later; and it may tell twice.
  machine.on('suspend', () => {
    target.lockNow();
  });
  machine.on('lock-screen', lockSoon);
  // Linux tells of no locked screen; it has to be asked.
  every(screenInterval, () => {
    if (target.isOpen() && machine.getSystemIdleState(target.idleLimit()) === 'locked') target.lockSoon();
  });
  const source = { idleSeconds: () => machine.getSystemIdleTime(), every };
  watchIdle(source, target.idleLimit, lockSoon);
  watchNearIdle(source, target.idleLimit, (seconds) => {
    if (seconds === null || target.isOpen()) target.announce(seconds);
  });
}

function every(milliseconds: number, callback: () => void): () => void {
  const timer = setInterval(callback, milliseconds);
  return () => {
    clearInterval(timer);
  };
}
