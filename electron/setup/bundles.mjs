// The bundles of the application, built when their sources changed.
import { existsSync } from 'node:fs';
import { inCheckout, nodePath } from './paths.mjs';
import { run } from './run.mjs';
import { say, SetupFailure } from './say.mjs';
import { hashOf, isStamped, writeStamp } from './stamp.mjs';

const shared = ['package-lock.json', 'package.json', 'vite.config.ts', 'electron/setup/bundle.mjs'];
const layers = (...names) => names.map((name) => `electron/${name}`);

// What lies in resources and is not named here is read while a program runs, or is for people.
const core = [
  ...layers('core', 'contract'),
  'resources/fonts/advances.json',
  'resources/language/constructs.json',
  'resources/language/rules.json',
  'resources/messages',
];
const behind = [...core, ...layers('vault', 'exchange', 'report', 'engine', 'project')];

const sources = {
  main: [...shared, ...behind, ...layers('main')],
  preload: [...shared, ...core, ...layers('preload')],
  engine: [...shared, ...core, ...layers('engine')],
  report: [...shared, ...core, ...layers('report')],
  renderer: [...shared, ...core, 'renderer', 'resources/fonts'],
  cli: [...shared, ...behind, ...layers('cli')],
};

/**
 * What a bundle is made from: files and folders of the checkout, by their paths. The names are modes of
 * vite.config.ts; the layers are those that each may import.
 */
export function sourcesOf(mode) {
  return sources[mode];
}

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
    (mode) => !existsSync(inCheckout('out', mode)) || !isStamped(stampOf(mode), hashOf(sourcesOf(mode))),
  );
}

/** Builds the bundles of a program that are stale. Needs the packages, nothing else. */
export async function ensureBundles(name) {
  const stale = staleBundles(name);
  if (stale.length === 0) return;
  say(`building ${stale.join(', ')} …`);
  // What changes while the build runs makes it stale again.
  const hashes = stale.map((mode) => hashOf(sourcesOf(mode)));
  const status = await run(nodePath(), [inCheckout('electron', 'setup', 'bundle.mjs'), ...stale]);
  if (status !== 0) throw new SetupFailure('the build failed: see above.');
  for (const [index, mode] of stale.entries()) writeStamp(stampOf(mode), hashes[index]);
}
