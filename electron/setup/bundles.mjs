// The bundles of the application, built when their sources changed.
import { existsSync } from 'node:fs';
import { inCheckout, nodePath } from './places.mjs';
import { run } from './run.mjs';
import { say, SetupFailure } from './say.mjs';
import { hashOf, isStamped, writeStamp } from './stamp.mjs';

const shared = ['package-lock.json', 'package.json', 'vite.config.ts', 'electron/setup/bundle.mjs'];
const layers = ['core', 'contract', 'vault', 'report', 'engine'].map((name) => `electron/${name}`);

/** The sets of bundles: what each is made from, and the modes of vite.config.ts that make it. */
const sets = {
  application: {
    modes: ['main', 'preload', 'engine', 'renderer'],
    sources: [...shared, ...layers, 'electron/main', 'electron/preload', 'renderer', 'resources'],
  },
  commandLine: {
    modes: ['engine', 'cli'],
    sources: [...shared, ...layers, 'electron/cli', 'resources'],
  },
};

/** Builds a set of bundles unless its sources are as they were. Needs the packages, nothing else. */
export async function ensureBundles(name) {
  const { modes, sources } = sets[name];
  const stamp = inCheckout('out', `.${name}`);
  const hash = hashOf(sources);
  if (isStamped(stamp, hash) && modes.every((mode) => existsSync(inCheckout('out', mode)))) return;
  say(name === 'application' ? 'building the application …' : 'building the command …');
  const status = await run(nodePath(), [inCheckout('electron', 'setup', 'bundle.mjs'), ...modes]);
  if (status !== 0) throw new SetupFailure('the build failed: see above.');
  writeStamp(stamp, hash);
}
