import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Those run with "npm run check:long".
const long = ['**/node_modules/**', 'test/**/*.long.test.ts'];

// Tests of pure functions share what they import: half of their time would go into importing it for each of them.
const pure = 'test/{core,property,soundness}/**/*.test.ts';
const others = 'test/!(core|property|soundness)/**/*.test.ts';
const mocked = 'test/**/*.mocked.test.ts';

export default defineConfig({
  plugins: [svelte({ configFile: false })],
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: [pure], exclude: [...long, mocked], isolate: false },
      },
      {
        extends: true,
        test: { name: 'others', include: [others, mocked], exclude: long },
      },
    ],
    setupFiles: ['test/support/configure-random.ts', 'test/support/refuse-empty-lists.ts'],
    environment: 'node',
    // The database addon is not made for several threads of one process.
    pool: 'forks',
    maxWorkers: 2,
    // A machine that many share is ten times slower than one of its own.
    testTimeout: 900_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
    // A test that asserts nothing, such as one that goes through an empty list, fails.
    expect: { requireAssertions: true },
    reporters: ['default', ['json', { outputFile: 'out/test/vitest.json' }]],
    // With --coverage: how much of the core tests reach. electron/setup/coverage.mjs tells it by room.
    coverage: {
      provider: 'v8',
      include: ['electron/core/**/*.ts'],
      reporter: ['json-summary'],
      reportsDirectory: 'out/test/coverage',
    },
  },
});
