import { test } from 'vitest';
import { workDaily } from '../../support/daily-work.ts';

test('a year of daily work leaves a file of less than twice the size', { timeout: 3_600_000 }, async () => {
  await workDaily(250);
});
