import type { PowerMonitor } from 'electron';
import type { WindowEvents } from '#contract/channels.ts';
import { watchIdle } from '#main/idle.ts';

/** After how long without a touch an open project is locked. */
const idleLimitSeconds = 600;

/** How long the window gets to save what was typed last, before the keys go. */
const savingTime = 1_500;

/** What locking needs from the rest of the application. */
export interface Lockable {
  readonly isOpen: () => boolean;
  readonly tell: (name: 'session.locking', payload: WindowEvents['session.locking']) => void;
  readonly lock: () => void;
}

/** Locks the open project when the machine is left, put to sleep or locked itself. */
export function lockWithTheMachine(monitor: PowerMonitor, target: Lockable): void {
  const lockFor = (reason: WindowEvents['session.locking']['reason']): void => {
    if (!target.isOpen()) return;
    target.tell('session.locking', { reason });
    setTimeout(target.lock, savingTime);
  };
  monitor.on('suspend', () => {
    lockFor('suspend');
  });
  monitor.on('lock-screen', () => {
    lockFor('screen-lock');
  });
  const source = {
    idleSeconds: () => monitor.getSystemIdleTime(),
    every: (milliseconds: number, callback: () => void) => {
      const timer = setInterval(callback, milliseconds);
      return () => {
        clearInterval(timer);
      };
    },
  };
  watchIdle(source, idleLimitSeconds, () => {
    lockFor('idle');
  });
}
