import { expect, test } from 'vitest';
import { watchIdle } from '#main/leaving/idle.ts';

test('an idle machine is locked once, and again only after somebody came back', () => {
  let idle = 0;
  let check: () => void = () => undefined;
  let locks = 0;
  const source = {
    idleSeconds: () => idle,
    every: (_milliseconds: number, callback: () => void) => {
      check = callback;
      return () => {
        check = () => undefined;
      };
    },
  };
  const stop = watchIdle(
    source,
    () => 600,
    () => {
      locks += 1;
    },
  );
  const after = (seconds: number): number => {
    idle = seconds;
    check();
    return locks;
  };
  expect(after(0)).toBe(0);
  expect(after(599)).toBe(0);
  expect(after(600)).toBe(1);
  expect(after(700)).toBe(1);
  expect(after(3)).toBe(1);
  expect(after(601)).toBe(2);
  stop();
  expect(after(3)).toBe(2);
});
