import { describe, expect, test } from 'vitest';
import { actions } from './actions.ts';
import { isNew, killed, leavings, prepared } from './kills.ts';

const timeout = 4 * 3_600_000;

/** So many more processes are killed at any moment, for each action. */
const anyMoment = 70;

describe.each(actions)('%s', (action) => {
  test('whatever cuts it short leaves the old or the new, whole', { timeout }, async () => {
    const before = await prepared(action);
    const outcomes: boolean[] = [];
    for (const folder of await leavings(before, action)) outcomes.push(await isNew(folder, action, before));
    expect(outcomes).toEqual(outcomes.toSorted((one, other) => Number(one) - Number(other)));
    expect(new Set(outcomes)).toEqual(new Set([false, true]));
  });

  test('a process that is killed before any operation leaves the old or the new', { timeout }, async () => {
    const before = await prepared(action);
    const outcomes: boolean[] = [];
    for (let operation = 1; ; operation += 1) {
      const { folder, isDone } = await killed(before, action, operation);
      outcomes.push(await isNew(folder, action, before));
      if (isDone) break;
    }
    expect(outcomes).toEqual(outcomes.toSorted((one, other) => Number(one) - Number(other)));
    expect(outcomes.at(-1)).toBe(true);
  });

  test('and one that is killed at any moment', { timeout }, async () => {
    const before = await prepared(action);
    const start = performance.now();
    expect((await killed(before, action, 1_000_000)).isDone).toBe(true);
    const whole = performance.now() - start;
    for (let count = 0; count < anyMoment; count += 1) {
      const { folder } = await killed(before, action, 1_000_000, (whole * count) / anyMoment);
      await isNew(folder, action, before);
    }
  });
});
