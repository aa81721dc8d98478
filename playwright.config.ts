import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // The bundles are those of the sources, however the tests are started.
  globalSetup: './test/e2e/build.ts',
  // One window at a time: the tests look at focus, and machines are small.
  workers: 1,
  fullyParallel: false,
  // Limits are for a machine that is ten times slower than one that has nothing else to do: they end what hangs,
  // and judge nobody's speed.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: 'out/test/playwright.json' }]],
  use: { screenshot: 'only-on-failure', actionTimeout: 60_000, navigationTimeout: 60_000 },
});
