import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { needsDisplays, useOwnDisplay } from './test/support/window/displays.ts';

// Each process of the tests reads this file, and has its number in the environment.
useOwnDisplay(Number(process.env['TEST_PARALLEL_INDEX'] ?? '0'));

export default defineConfig({
  testDir: 'test',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // The bundles are those of the sources, however the tests are started.
  globalSetup: './test/support/window/set-up.ts',
  // One window at a time on a display, since the tests look at focus; two displays, where they are the tests' own.
  workers: needsDisplays ? Math.min(2, availableParallelism()) : 1,
  fullyParallel: false,
  // Limits are for a machine that is ten times slower than one that has nothing else to do: they end what hangs,
  // and judge nobody's speed.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: 'out/test/playwright.json' }]],
  use: { screenshot: 'only-on-failure', actionTimeout: 60_000, navigationTimeout: 60_000 },
});
