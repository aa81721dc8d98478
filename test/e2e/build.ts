import { ensureBundles } from '#setup/bundles.mjs';

/** Builds the application where its bundles are not those of the sources. Playwright calls this before its tests. */
export default async function build(): Promise<void> {
  await ensureBundles('application');
}
