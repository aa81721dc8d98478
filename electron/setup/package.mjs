// npm run package: packages for this system, into dist/. With --trial it packs a folder, dist/trial, also with
// the runtime for development: to look at, never to hand out.
import { ensureBundles } from './bundles.mjs';
import { ensureElectron } from './electron.mjs';
import { isFallbackLinked } from './fallback.mjs';
import { ensurePackages } from './packages.mjs';
import { inCheckout, nodePath } from './paths.mjs';
import { run } from './run.mjs';
import { runScript, SetupFailure } from './say.mjs';
import { ensureTrialPackage } from './trial.mjs';

await runScript(async () => {
  await ensurePackages();
  if (process.argv.includes('--trial')) {
    await ensureTrialPackage();
    return 0;
  }
  await ensureElectron();
  if (isFallbackLinked()) {
    throw new SetupFailure(
      'the runtime for development must not be packaged: run this where the official Electron can be fetched.',
    );
  }
  await ensureBundles('application');
  return run(nodePath(), [inCheckout('node_modules', 'electron-builder', 'cli.js')], { output: 'inherit' });
});
