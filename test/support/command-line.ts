import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { builtFile } from './fresh-bundles.ts';

/** The built command. */
export const commandFile = builtFile('commandLine');

/** A folder of a test file's own, which goes away at its end. */
export const folder = mkdtempSync(join(tmpdir(), 'segl-command-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** How the command ended, and what it wrote. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command in the folder, as a user would. */
export function segl(given: readonly string[], input = ''): Ended {
  const done = spawnSync(process.execPath, [commandFile, ...given], { input, encoding: 'utf8', cwd: folder });
  return { status: done.status, out: done.stdout, err: done.stderr };
}

/** Writes a file into the folder and gives its path. */
export function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
