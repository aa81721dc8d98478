import { defineConfig } from 'vitest/config';
import usual from './vitest.config.ts';

const factor = process.env['SEGL_RANDOM_FACTOR'] ?? '30';
const seed = process.env['SEGL_RANDOM_SEED'] ?? String(Date.now() % 2 ** 31);
const patience = 300_000 * Number(factor);

/** What takes too long for every change: many more random cases, others at each run, and the tests that are long anyway. */
export default defineConfig({
  ...usual,
  test: {
    ...usual.test,
    projects: [
      {
        extends: true,
        test: {
          name: 'long',
          include: ['test/{property,soundness,leak}/**/*.test.ts', 'test/**/*.long.test.ts'],
          exclude: ['**/node_modules/**'],
          env: { SEGL_RANDOM_FACTOR: factor, SEGL_RANDOM_SEED: seed },
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
    ],
  },
});
