import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lockWithTheMachine } from '#main/leaving/machine-lock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A machine that says what a test has it say, and a project that is open until it is locked. */
function machine(limit = 600): {
  state: 'active' | 'locked';
  idle: number;
  tell: (event: 'suspend' | 'lock-screen') => void;
  locked: string[];
  announced: (number | null)[];
} {
  const listeners = new Map<string, () => void>();
  const locked: string[] = [];
  const announced: (number | null)[] = [];
  const given = {
    state: 'active' as 'active' | 'locked',
    idle: 0,
    tell: (event: 'suspend' | 'lock-screen') => listeners.get(event)?.(),
    locked,
    announced,
  };
  lockWithTheMachine(
    {
      on: (event, listener) => listeners.set(event, listener),
      getSystemIdleTime: () => given.idle,
      getSystemIdleState: () => given.state,
    },
    {
      isOpen: () => locked.length === 0,
      lockSoon: () => locked.push('soon'),
      lockNow: () => locked.push('now'),
      announce: (seconds) => announced.push(seconds),
      idleLimit: () => limit,
    },
  );
  return given;
}

test('a machine that falls asleep is locked before its handler returns', () => {
  const given = machine();
  given.tell('suspend');
  expect(given.locked).toEqual(['now']);
});

test('a locked screen locks, where the system tells it and where it has to be asked', () => {
  const told = machine();
  told.tell('lock-screen');
  expect(told.locked).toEqual(['soon']);
  const asked = machine();
  vi.advanceTimersByTime(60_000);
  expect(asked.locked).toEqual([]);
  asked.state = 'locked';
  vi.advanceTimersByTime(10_000);
  expect(asked.locked).toEqual(['soon']);
});

test('a machine that nobody touched for as long as is set is locked, and not before', () => {
  const given = machine();
  given.idle = 599;
  vi.advanceTimersByTime(60_000);
  expect(given.locked).toEqual([]);
  given.idle = 600;
  vi.advanceTimersByTime(60_000);
  expect(given.locked).toEqual(['soon']);
});

test('the locking is announced a minute before, and the announcement taken back when somebody comes', () => {
  const given = machine();
  given.idle = 539;
  vi.advanceTimersByTime(10_000);
  expect(given.announced).toEqual([]);
  given.idle = 540;
  vi.advanceTimersByTime(10_000);
  expect(given.announced).toEqual([60]);
  given.idle = 0;
  vi.advanceTimersByTime(10_000);
  expect([given.announced, given.locked]).toEqual([[60, null], []]);
});

test('where little is allowed, half of it goes by before that is announced', () => {
  const given = machine(60);
  given.idle = 29;
  vi.advanceTimersByTime(10_000);
  expect(given.announced).toEqual([]);
  given.idle = 30;
  vi.advanceTimersByTime(10_000);
  expect(given.announced).toEqual([30]);
  given.idle = 60;
  vi.advanceTimersByTime(10_000);
  expect(given.locked).toEqual(['soon']);
});
