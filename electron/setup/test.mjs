// npm test and npm run check: sets up whatever is missing, then runs every check and test of the project. With --long,
// npm run check:long: the tests that take too long for every change instead.
import { ensureBundles } from './bundles.mjs';
import { hasDisplay } from './display.mjs';
import { ensureElectron } from './electron.mjs';
import { ensurePackages } from './packages.mjs';
import { runScript, say, SetupFailure } from './say.mjs';
import { longSteps, runSteps, steps } from './steps.mjs';
import { ensureSystem } from './system.mjs';

await runScript(async () => {
  const setUp = await trySetUp();
  const { passed, failed } = setUp
    ? await runSteps(process.argv.includes('--long') ? longSteps : steps)
    : { passed: 0, failed: 1 };
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
});

async function trySetUp() {
  try {
    await ensureSystem('window', 'tests', ...(hasDisplay() ? [] : ['display']));
    await ensurePackages();
    await ensureElectron();
    await ensureBundles('application');
    await ensureBundles('commandLine');
    return true;
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    say(error.message);
    return false;
  }
}
