import { expect, test } from 'vitest';
import { seed } from '../../support/random.ts';
import { Week } from './week.ts';

const timeout = 900_000;

test.each([1, 2, 3])(
  'people who work apart for a week come to the same (%i)',
  { timeout },
  async (number) => {
    const { merges, thinned } = await new Week(seed * 1_000 + number).pass();
    expect(merges).toBeGreaterThan(5);
    expect(thinned).toBeGreaterThan(0);
  },
);
