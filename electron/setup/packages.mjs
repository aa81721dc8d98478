// The packages of package-lock.json, installed when they are not the ones that are there.
import { existsSync, readFileSync } from 'node:fs';
import { inCheckout, root } from './paths.mjs';
import { run } from './run.mjs';
import { say, SetupFailure } from './say.mjs';

/**
 * Installs what the lock file names. npm writes its own record of the installed packages last of all, so an
 * interrupted installation is seen and done again.
 */
export async function ensurePackages() {
  if (arePackagesInstalled()) return;
  say('installing packages (once, about a minute) …');
  if ((await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], root)) !== 0) {
    throw new SetupFailure('the packages could not be installed: see what npm says above.');
  }
}

/** Runs npm in a folder, with the npm that started this script where there is one. */
export function npm(args, cwd) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js') && existsSync(cli)) return run(process.execPath, [cli, ...args], { cwd });
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd });
}

function arePackagesInstalled() {
  const wanted = readLock(inCheckout('package-lock.json'));
  const installed = readLock(inCheckout('node_modules', '.package-lock.json'));
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => path === '' || isInstalled(entry, installed[path]));
}

// npm leaves out optional packages that are made for another machine.
function isInstalled(entry, found) {
  if (found === undefined) return entry.optional === true;
  return found.version === entry.version && found.integrity === entry.integrity;
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
