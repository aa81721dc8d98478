// A package to look at and to try: the application in a folder, also with the runtime for development.
import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { ensureBundles } from './bundles.mjs';
import { electronPath, ensureElectron } from './electron.mjs';
import { fallbackVersion, isFallbackLinked } from './fallback.mjs';
import { inCheckout, nodePath } from './paths.mjs';
import { run } from './run.mjs';
import { SetupFailure } from './say.mjs';
import { hashOf, isStamped, writeStamp } from './stamp.mjs';

const sources = [
  ...['main', 'preload', 'engine', 'report', 'renderer'].map((mode) => `out/${mode}`),
  ...['electron-builder.yml', 'package-lock.json', 'package.json', 'resources'],
  ...['electron/setup/package', 'electron/setup/trial.mjs', 'node_modules/electron/path.txt'],
];

/** Where packages to look at lie. */
export const trialFolder = inCheckout('dist', 'trial');

/** Packs the application into {@link trialFolder} unless what is there was made from the same. */
export async function ensureTrialPackage() {
  await ensureElectron();
  await ensureBundles('application');
  const stamp = inCheckout('dist', '.trial');
  const hash = hashOf(sources);
  if (isStamped(stamp, hash) && existsSync(trialFolder)) return;
  rmSync(trialFolder, { recursive: true, force: true });
  const args = [
    '--dir',
    '--config.directories.output=dist/trial',
    `--config.electronDist=${dirname(electronPath())}`,
    ...(isFallbackLinked() ? [`--config.electronVersion=${fallbackVersion}`] : []),
  ];
  const status = await run(nodePath(), [inCheckout('node_modules', 'electron-builder', 'cli.js'), ...args]);
  if (status !== 0) throw new SetupFailure('the package could not be made: see above.');
  writeStamp(stamp, hash);
}
