import { closeSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { removeIfThere, type FileOperations } from '#vault/files/platform.ts';
import { openRegular, readAt, sizeOf } from '#vault/files/regular-file.ts';

/** How a file takes its place. */
export interface Placing {
  /** The path of the new file until it is whole: in the same folder, where nothing is. */
  readonly beside: string;
  /** `over` what is there; or only where `nothing` is: else EEXIST is thrown, whatever is there. */
  readonly onto: 'over' | 'nothing';
  /** Called when the bytes are on the disk, right before the file takes its place; what it throws stops that. */
  readonly beforePlacing?: () => void;
  /** Called when the file is in its place, before the folder is flushed: it counts from here on. */
  readonly placed?: () => void;
}

/**
 * Writes a file whole or not at all: into a new file beside it that only its owner can read, flushed to the disk and read
 * back, then put in its place, then the folder flushed. Throws as node:fs does; until the file took its place what was
 * there is untouched, and one that was to lie where nothing is does not stay when the folder cannot be flushed.
 */
export function writeAtomically(
  path: string,
  parts: readonly Uint8Array[],
  { beside, onto, beforePlacing, placed }: Placing,
  files: FileOperations,
): void {
  try {
    writeNewFile(beside, parts, files);
    assertWritten(beside, parts);
    beforePlacing?.();
    if (onto === 'over') files.rename(beside, path);
    else linkOrRename(beside, path, files);
  } catch (error) {
    removeIfThere(beside, { files });
    throw error;
  }
  if (onto === 'nothing') removeIfThere(beside, { files });
  placed?.();
  try {
    syncFolder(path, files);
  } catch (error) {
    if (onto === 'nothing') removeIfThere(path, { files });
    throw error;
  }
}

/** Waits until the names in the folder of a file are on the disk. Throws as node:fs does. */
export function syncFolder(path: string, files: FileOperations): void {
  // Windows cannot open a folder; its file systems order a rename by themselves.
  if (process.platform === 'win32') return;
  const folder = files.open(dirname(path), constants.O_RDONLY);
  try {
    files.sync(folder);
  } finally {
    files.close(folder);
  }
}

function writeNewFile(path: string, parts: readonly Uint8Array[], files: FileOperations): void {
  const file = files.open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    let position = 0;
    for (const part of parts) {
      files.write(file, part, position);
      position += part.length;
    }
    files.sync(file);
  } finally {
    files.close(file);
  }
}

// How much of a file is compared at a time, in bytes.
const portion = 1_048_576;

function assertWritten(path: string, parts: readonly Uint8Array[]): void {
  const file = openRegular(path);
  try {
    let position = 0;
    for (const part of parts) {
      for (let start = 0; start < part.length; start += portion) {
        const wanted = part.subarray(start, start + portion);
        if (!readAt(file, position + start, wanted.length).equals(wanted)) throw notAsMeant();
      }
      position += part.length;
    }
    if (sizeOf(file) !== position) throw notAsMeant();
  } finally {
    closeSync(file);
  }
}

function notAsMeant(): Error {
  return new Error('the file was not written as it was meant');
}

function linkOrRename(beside: string, path: string, files: FileOperations): void {
  try {
    files.link(beside, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    // A file system without links (a USB stick): claim the name first, then rename over the claim.
    writeNewFile(path, [], files);
    try {
      files.rename(beside, path);
    } catch (failed) {
      removeIfThere(path, { files });
      throw failed;
    }
  }
}
