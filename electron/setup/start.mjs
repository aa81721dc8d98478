// npm start: sets up whatever is missing, then opens the application.
import { ensureBundles } from './bundles.mjs';
import { chromiumArguments, hasDisplay } from './display.mjs';
import { electronPath, ensureElectron } from './electron.mjs';
import { ensurePackages } from './packages.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { runScript, SetupFailure } from './say.mjs';
import { ensureSystem } from './system.mjs';

await runScript(async () => {
  if (!hasDisplay()) {
    throw new SetupFailure(
      'there is no display to open a window on; without one, use: npm run -s segl -- demo --out DIR',
    );
  }
  await ensureSystem('window');
  await ensurePackages();
  await ensureElectron();
  await ensureBundles('application');
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  const args = [...chromiumArguments(), root, ...process.argv.slice(2)];
  return run(electronPath(), args, { env, output: 'inherit' });
});
