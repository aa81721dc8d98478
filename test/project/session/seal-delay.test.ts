import { expect, test } from 'vitest';
import { sealDelay } from '#project/session/seal-delay.ts';

test('a small project is sealed soon, a large one seldom, and none never', () => {
  expect(sealDelay(0)).toBe(3_000);
  expect(sealDelay(40)).toBe(3_000);
  expect(sealDelay(1_000)).toBe(50_000);
  expect(sealDelay(60_000)).toBe(120_000);
});
