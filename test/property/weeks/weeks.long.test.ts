import { expect, test } from 'vitest';
import { runs, seed } from '../../support/random.ts';
import { Week } from './week.ts';

const timeout = 10 * 3_600_000;

/** So many weeks pass. */
const weeks = Math.min(2 * runs(10), 300);

test('people who work apart for a week come to the same, whatever they do', { timeout }, async () => {
  for (let number = 0; number < weeks; number += 1) {
    const { merges } = await new Week(seed + number).pass();
    expect(merges).toBeGreaterThan(0);
  }
});
