// npm run build: every bundle.
import { ensureBundles } from './bundles.mjs';
import { ensurePackages } from './packages.mjs';
import { runScript } from './say.mjs';

await runScript(async () => {
  await ensurePackages();
  await ensureBundles('application');
  await ensureBundles('commandLine');
  return 0;
});
