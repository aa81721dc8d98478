// The bundles of the application, built when their sources changed.
import { existsSync } from 'node:fs';
import { inCheckout, nodePath } from './paths.mjs';
import { run } from './run.mjs';
import { say, SetupFailure } from './say.mjs';
import { hashOf, isStamped, writeStamp } from './stamp.mjs';

const shared = [
  'package-lock.json',
  'package.json',
  'vite.config.ts',
  'electron/setup/bundle.mjs',
  'resources',
];
const layers = (...names) => names.map((name) => `electron/${name}`);
const behind = layers('core', 'contract', 'vault', 'report', 'engine', 'project');

/** The sources of each bundle. The names are modes of vite.config.ts; the layers are those that each may import. */
const sources = {
  main: [...shared, ...behind, ...layers('main')],
  preload: [...shared, ...layers('core', 'contract', 'preload')],
  engine: [...shared, ...layers('core', 'contract', 'engine')],
  report: [...shared, ...layers('core', 'contract', 'report')],
  renderer: [...shared, ...layers('core', 'contract'), 'renderer'],
  cli: [...shared, ...behind, ...layers('cli')],
};

/** The bundles that each program consists of; the workers that analyse and make PDFs are programs of their own. */
const sets = {
  engine: ['engine'],
  report: ['report'],
  application: ['main', 'preload', 'engine', 'report', 'renderer'],
  commandLine: ['engine', 'report', 'cli'],
};

const stampOf = (mode) => inCheckout('out', `.${mode}`);

/** The bundles of a program that are missing, or were made from other sources than there are now. */
export function staleBundles(name) {
  return sets[name].filter(
    (mode) => !existsSync(inCheckout('out', mode)) || !isStamped(stampOf(mode), hashOf(sources[mode])),
  );
}

/** Builds the bundles of a program that are stale. Needs the packages, nothing else. */
export async function ensureBundles(name) {
  const stale = staleBundles(name);
  if (stale.length === 0) return;
  say(`building ${stale.join(', ')} …`);
  // What changes while the build runs makes it stale again.
  const hashes = stale.map((mode) => hashOf(sources[mode]));
  const status = await run(nodePath(), [inCheckout('electron', 'setup', 'bundle.mjs'), ...stale]);
  if (status !== 0) throw new SetupFailure('the build failed: see above.');
  for (const [index, mode] of stale.entries()) writeStamp(stampOf(mode), hashes[index]);
}
