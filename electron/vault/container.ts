import { closeSync, constants, fsyncSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { encodeContainer, maximumHeadLength, type Envelope } from '#vault/envelope.ts';
import { writeNewFile, type VaultPlatform } from '#vault/platform.ts';

/** Where the working copy of a project file lies while the project is open. */
export function workingCopyPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.work`);
}

function besidePath(path: string, platform: VaultPlatform): string {
  return join(dirname(path), `.${basename(path)}.${platform.random(8).toString('hex')}.new`);
}

/** The beginning of a container, with all that stands before its body; empty where no file is. */
export function readHead(path: string): Buffer {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return Buffer.alloc(0);
  }
  try {
    const bytes = Buffer.alloc(maximumHeadLength);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  // Windows cannot open a folder; its file systems order a rename by themselves.
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), constants.O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function writeBeside(path: string, bytes: Buffer, platform: VaultPlatform): string {
  const beside = besidePath(path, platform);
  try {
    writeNewFile(beside, bytes, platform.files);
    if (!readFileSync(beside).equals(bytes)) throw new Error('the file was not written as it was meant');
    return beside;
  } catch (error) {
    removeIfThere(beside, platform);
    throw error;
  }
}

/**
 * Removes the beginnings of containers that a crash left behind: an old passphrase could still open one. Only
 * for whoever holds the lock of the working copy.
 */
export function removeUnfinished(path: string, platform: VaultPlatform): void {
  const folder = dirname(path);
  const pattern = /^[0-9a-f]{16}\.new$/;
  const start = `.${basename(path)}.`;
  for (const name of readdirSync(folder)) {
    if (name.startsWith(start) && pattern.test(name.slice(start.length))) {
      removeIfThere(join(folder, name), platform);
    }
  }
}

/** Removes a file; one that is not there is as good. */
export function removeIfThere(path: string, platform: VaultPlatform): void {
  try {
    platform.files.unlink(path);
  } catch {
    // It was not there, or will be found and refused at the next opening.
  }
}

/**
 * Writes a container in place of the one there is: beside it first, read back, then renamed over. Whatever
 * fails, the old file or the new one is there. Throws as node:fs does.
 */
export function replaceContainer(
  path: string,
  envelope: Envelope,
  body: Buffer,
  platform: VaultPlatform,
): void {
  const beside = writeBeside(path, encodeContainer(envelope, body), platform);
  try {
    platform.files.rename(beside, path);
  } catch (error) {
    removeIfThere(beside, platform);
    throw error;
  }
  syncFolder(path);
}

/** Puts bytes where no file is yet, whole or not at all. Throws EEXIST when there is one. */
export function placeNewFile(path: string, bytes: Buffer, platform: VaultPlatform): void {
  const beside = writeBeside(path, bytes, platform);
  try {
    linkOrRename(beside, path, platform);
  } finally {
    removeIfThere(beside, platform);
  }
  syncFolder(path);
}

function linkOrRename(beside: string, path: string, platform: VaultPlatform): void {
  try {
    platform.files.link(beside, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    // A file system without links (a USB stick): claim the name first, then rename over the claim.
    writeNewFile(path, Buffer.alloc(0), platform.files);
    platform.files.rename(beside, path);
  }
}
