import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // One window at a time: the tests look at focus, and machines are small.
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: 'out/test/playwright.json' }]],
  use: { screenshot: 'only-on-failure' },
});
