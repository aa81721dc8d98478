// npm run package: packages for this system, into dist/. With --trial it packs a folder, dist/trial, also with
// the runtime for development: to look at, never to hand out.
import { ensureBundles } from './bundles.mjs';
import { electronPath, ensureElectron } from './electron.mjs';
import { fallbackVersion, isFallbackLinked } from './fallback.mjs';
import { ensurePackages } from './packages.mjs';
import { inCheckout, nodePath } from './places.mjs';
import { run } from './run.mjs';
import { runScript, SetupFailure } from './say.mjs';
import { dirname } from 'node:path';

await runScript(async () => {
  const trial = process.argv.includes('--trial');
  await ensurePackages();
  await ensureElectron();
  if (isFallbackLinked() && !trial) {
    throw new SetupFailure(
      'the runtime for development must not be packaged: run this where the official Electron can be fetched.',
    );
  }
  await ensureBundles('application');
  const args = trial
    ? [
        '--dir',
        '--config.directories.output=dist/trial',
        `--config.electronDist=${dirname(electronPath())}`,
        ...(isFallbackLinked() ? [`--config.electronVersion=${fallbackVersion}`] : []),
      ]
    : [];
  return run(nodePath(), [inCheckout('node_modules', 'electron-builder', 'cli.js'), ...args], {
    output: 'inherit',
  });
});
