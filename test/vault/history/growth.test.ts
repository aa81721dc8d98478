import { test } from 'vitest';
import { workDaily } from '../../support/daily-work.ts';

// A whole year when long.
test('two months of daily work leave a file of less than twice the size', { timeout: 600_000 }, async () => {
  await workDaily(45);
});
