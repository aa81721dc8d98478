import { closeSync, lstatSync } from 'node:fs';
import { success, type Result } from '#core/result.ts';
import { bodyHash, decodeHead, encodeHead, maximumHeadLength, type Envelope } from '#vault/envelope.ts';
import { fileFailure, refuse, type VaultFailure } from '#vault/failure.ts';
import { unfinishedBeside, unfinishedPath } from '#vault/places.ts';
import { removeIfThere, syncFolder, writeNewFile, type VaultPlatform } from '#vault/platform.ts';
import { openRegular, readAt, sizeOf } from '#vault/regular-file.ts';

/** What stands before the body of a container: parsed, and as the bytes that it is. */
export interface ContainerHead {
  readonly envelope: Envelope;
  readonly bytes: Buffer;
}

/** A container that is whole. Whether it is authentic is for whoever has the key to say. */
export interface Container extends ContainerHead {
  readonly body: Buffer;
}

/**
 * Reads what stands before the body of a container, never more than that, and checks that the file is as long as that
 * says. What is no file is `vault-not-a-file`, without being followed or waited for.
 */
export function readHead(path: string): Result<ContainerHead, VaultFailure> {
  return reading(path, headOf);
}

/** Reads a container. Its body is read only where its head is still this one (`vault-in-use`, where it is not). */
export function readContainer(path: string, expected: Envelope): Result<Container, VaultFailure> {
  return reading(path, (file) => {
    const head = headOf(file);
    if (!head.ok || head.value.envelope.mac !== expected.mac) return refuse('vault-in-use');
    const { envelope, bytes } = head.value;
    const body = readAt(file, bytes.length, envelope.bodyLength);
    if (body.length !== envelope.bodyLength || bodyHash(body) !== envelope.bodyHash)
      return refuse('vault-damaged');
    return success({ envelope, bytes, body });
  });
}

function reading<Value>(
  path: string,
  read: (file: number) => Result<Value, VaultFailure>,
): Result<Value, VaultFailure> {
  let file: number | null = null;
  try {
    file = openRegular(path);
    return read(file);
  } catch (error) {
    return refuse(fileFailure(error, 'reading'));
  } finally {
    if (file !== null) closeSync(file);
  }
}

function headOf(file: number): Result<ContainerHead, VaultFailure> {
  const beginning = readAt(file, 0, maximumHeadLength);
  const head = decodeHead(beginning);
  if (!head.ok) return head;
  const { envelope, bodyStart } = head.value;
  if (sizeOf(file) !== bodyStart + envelope.bodyLength) return refuse('vault-damaged');
  return success({ envelope, bytes: beginning.subarray(0, bodyStart) });
}

/** What lies in the place of a project's container: nothing, this project in any state, or something else. */
export type Occupant = 'nothing' | 'this-project' | 'something-else';

/** Tells what lies where a container of this vault is to be written. */
export function occupantOf(path: string, vault: string): Occupant {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return 'nothing';
  const head = readHead(path);
  if (head.ok) return head.value.envelope.vault === vault ? 'this-project' : 'something-else';
  // One that was damaged meanwhile is mended by writing it anew.
  return head.error.code === 'vault-damaged' ? 'this-project' : 'something-else';
}

// How much of a file is compared at a time, in bytes.
const portion = 1_048_576;

function writeBeside(path: string, parts: readonly Buffer[], platform: VaultPlatform): string {
  const beside = unfinishedPath(path, platform);
  try {
    writeNewFile(beside, parts, platform.files);
    assertWritten(beside, parts);
    return beside;
  } catch (error) {
    removeIfThere(beside, platform);
    throw error;
  }
}

function assertWritten(path: string, parts: readonly Buffer[]): void {
  const file = openRegular(path);
  try {
    let position = 0;
    for (const part of parts) {
      for (let start = 0; start < part.length; start += portion) {
        const wanted = part.subarray(start, start + portion);
        if (!readAt(file, position + start, wanted.length).equals(wanted)) {
          throw new Error('the file was not written as it was meant');
        }
      }
      position += part.length;
    }
    if (sizeOf(file) !== position) throw new Error('the file was not written as it was meant');
  } finally {
    closeSync(file);
  }
}

/**
 * Removes what a crash left behind: an old passphrase could still open the beginning of a container. Only for whoever
 * holds the lock of the project.
 */
export function removeUnfinished(path: string, platform: VaultPlatform): void {
  for (const left of unfinishedBeside(path)) removeIfThere(left, platform);
}

/**
 * Writes a container in place of the one there is: beside it first, read back, then renamed over. Whatever fails, the
 * old file or the new one is there. Throws as node:fs does. The folder is for the caller to sync.
 */
export function replaceContainer(
  path: string,
  envelope: Envelope,
  body: Buffer,
  platform: VaultPlatform,
): void {
  replaceFile(path, [encodeHead(envelope), body], platform);
}

/** Puts bytes in place of a file, whole or not at all. The folder is for the caller to sync. */
export function replaceFile(path: string, parts: readonly Buffer[], platform: VaultPlatform): void {
  const beside = writeBeside(path, parts, platform);
  try {
    platform.files.rename(beside, path);
  } catch (error) {
    removeIfThere(beside, platform);
    throw error;
  }
}

/** Puts bytes where nothing is yet, whole or not at all. Throws EEXIST where something is, whatever it is. */
export function placeNewFile(path: string, parts: readonly Buffer[], platform: VaultPlatform): void {
  const beside = writeBeside(path, parts, platform);
  try {
    linkOrRename(beside, path, platform);
  } finally {
    removeIfThere(beside, platform);
  }
  try {
    syncFolder(path, platform.files);
  } catch (error) {
    removeIfThere(path, platform);
    throw error;
  }
}

function linkOrRename(beside: string, path: string, platform: VaultPlatform): void {
  try {
    platform.files.link(beside, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    // A file system without links (a USB stick): claim the name first, then rename over the claim.
    writeNewFile(path, [], platform.files);
    platform.files.rename(beside, path);
  }
}
