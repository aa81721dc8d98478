import { staleBundles, type BundledProgram } from '#setup/bundles.mjs';

/**
 * Fails where a program's bundles are not those of the sources: a test of an old bundle says nothing about the
 * sources beside it. For test files that start what was built; end-to-end tests build it themselves.
 */
export function requireFreshBundles(program: BundledProgram): void {
  const stale = staleBundles(program);
  if (stale.length > 0) {
    throw new Error(`out/${stale.join(', out/')}: older than the sources; "npm run build" makes them anew`);
  }
}
