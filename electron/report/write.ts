import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The terms on which a file takes its place. */
export interface Placing {
  /** True if it may take the place of another file; otherwise EEXIST is thrown where there is one. */
  readonly mayReplace: boolean;
  /** Asked when the bytes are on the disk, right before the file takes its place. */
  readonly mayPlace: () => boolean;
}

/**
 * Writes a file whole or not at all: into a new file beside it that only its owner can read, flushed to the
 * disk, then put in its place. Throws the file system's error when that fails, with what was there untouched.
 */
export async function writeAtomically(path: string, bytes: Uint8Array, placing?: Placing): Promise<void> {
  const folder = dirname(path);
  // Short, whatever the file is called: its own name may be as long as names can be.
  const temporary = join(folder, `.segl-${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    if (placing?.mayPlace() === false) throw new Error('the file has lost its place');
    if (placing?.mayReplace === false) await linkOrRename(temporary, path);
    else await rename(temporary, path);
  } catch (failure) {
    await rm(temporary, { force: true });
    throw failure;
  }
  await syncFolder(folder);
}

async function linkOrRename(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    // A file system without links (a USB stick): that nothing is there has just been looked at.
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    await rename(temporary, path);
    return;
  }
  await rm(temporary);
}

// Windows cannot flush a folder; there the rename is as durable as it gets.
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
