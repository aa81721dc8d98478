import type { FullConfig } from '@playwright/test';
import { ensureBundles } from '#setup/bundles.mjs';
import { needsDisplays, startDisplays } from './displays.ts';

/**
 * Builds the application where its bundles are not those of the sources, and starts a display for each process of the
 * tests where there is none. Playwright calls this before its tests, and what it answers after them.
 */
export default async function setUp({ workers }: FullConfig): Promise<() => void> {
  await ensureBundles('application');
  return needsDisplays ? startDisplays(workers) : () => undefined;
}
