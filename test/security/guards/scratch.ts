import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The top folder of the checkout. */
export const root = join(import.meta.dirname, '..', '..', '..');

/**
 * A copy of the checkout as it is now, changes that are not committed included. The packages are shared with it, unless
 * the application is to be packed there: they must be its own then.
 */
export function copyCheckout(isPacked: boolean): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'segl-guards-'));
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  for (const path of listed.split('\0')) {
    if (path === '' || !existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(root, path), join(folder, path));
  }
  if (existsSync(join(root, '.runtime'))) symlinkSync(join(root, '.runtime'), join(folder, '.runtime'));
  if (isPacked) copyFolder('node_modules', folder);
  else symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  // What is built already is not built again.
  if (existsSync(join(root, 'out'))) copyFolder('out', folder);
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

function copyFolder(name: string, folder: string): void {
  cpSync(join(root, name), join(folder, name), { recursive: true, verbatimSymlinks: true });
}
