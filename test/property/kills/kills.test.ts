import { describe, expect, test } from 'vitest';
import { actions } from './actions.ts';
import { isNew, killed, leavings, prepared } from './kills.ts';

// Of what is left at each of them every second one is opened; all of it when long.
const timeout = 600_000;

describe.each(actions)('%s', (action) => {
  test('whatever cuts it short leaves the old or the new, whole', { timeout }, async () => {
    const before = await prepared(action);
    const left = await leavings(before, action);
    const outcomes: boolean[] = [];
    for (const folder of left.filter((_, place) => place % 2 === 0 || place === left.length - 1))
      outcomes.push(await isNew(folder, action, before));
    expect(outcomes.length).toBeGreaterThan(20);
    // First the one, then the other, and nothing between.
    expect(outcomes).toEqual(outcomes.toSorted((one, other) => Number(one) - Number(other)));
    expect(new Set(outcomes)).toEqual(new Set([false, true]));
    // A process that is killed leaves the same.
    const { folder, isDone } = await killed(before, action, 9);
    expect(isDone).toBe(false);
    await isNew(folder, action, before);
  });
});
