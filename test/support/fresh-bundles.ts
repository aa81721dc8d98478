import { join } from 'node:path';
import { staleBundles } from '#setup/bundles.mjs';
import { root } from './places.ts';

const files = {
  engine: join(root, 'out', 'engine', 'worker.mjs'),
  report: join(root, 'out', 'report', 'worker.mjs'),
  commandLine: join(root, 'out', 'cli', 'segl.mjs'),
} as const;

/**
 * The file that starts a built program. Throws where one of the program's bundles is not made of the sources as they
 * are: a test of an old bundle says nothing about them. Tests of the window build their bundles before they begin.
 */
export function builtFile(program: keyof typeof files): string {
  const stale = staleBundles(program);
  if (stale.length > 0) {
    throw new Error(`out/${stale.join(', out/')}: older than the sources; "npm run build" makes them anew`);
  }
  return files[program];
}
