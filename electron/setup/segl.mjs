// npm run -s segl -- …: the headless command. Needs the packages and a bundle; no Electron, no display.
import { ensureBundles } from './bundles.mjs';
import { ensurePackages } from './packages.mjs';
import { inCheckout, nodePath } from './paths.mjs';
import { run } from './run.mjs';
import { runScript } from './say.mjs';

await runScript(async () => {
  await ensurePackages();
  await ensureBundles('commandLine');
  return run(nodePath(), [inCheckout('out', 'cli', 'segl.mjs'), ...process.argv.slice(2)], {
    cwd: process.cwd(),
    output: 'inherit',
  });
});
