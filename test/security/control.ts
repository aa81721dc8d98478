import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { chromiumArguments } from '../support/window/launch.ts';

/**
 * An Electron application with none of our guards. What it lets through shows that a test which finds nothing
 * in ours could have found something. `main` is its main module.
 */
export async function writeControl(main: string): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'segl-control-'));
  await writeFile(join(folder, 'package.json'), '{"name":"control","version":"1.0.0","main":"main.mjs"}');
  await writeFile(join(folder, 'main.mjs'), main);
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10 }) };
}

/** Starts the control without a window; the test opens its own. */
export async function launchControl(): Promise<{ app: ElectronApplication; close: () => Promise<void> }> {
  const { folder, remove } = await writeControl(
    `import { app } from 'electron';\napp.on('window-all-closed', () => {});\n`,
  );
  const app = await _electron.launch({
    args: [...chromiumArguments(), `--user-data-dir=${join(folder, 'profile')}`, folder],
  });
  const close = async (): Promise<void> => {
    // It has nothing to save, and a polite end takes seconds.
    const child = app.process();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    await remove();
  };
  return { app, close };
}
