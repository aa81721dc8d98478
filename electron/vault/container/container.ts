import { closeSync, lstatSync } from 'node:fs';
import { success, type Result } from '#core/result.ts';
import { writeAtomically } from '#vault/files/atomic-file.ts';
import {
  bodyHash,
  containerMagic,
  decodeHead,
  encodeHead,
  maximumHeadLength,
  type Envelope,
} from '#vault/container/envelope.ts';
import { fileFailure, refuse, type VaultFailure } from '#vault/files/failure.ts';
import { unfinishedBeside, unfinishedPath } from '#vault/files/file-names.ts';
import { removeIfThere, type VaultPlatform } from '#vault/files/platform.ts';
import { openRegular, readAt, sizeOf } from '#vault/files/regular-file.ts';

/** The head of a container, which stands before its body: parsed, and as the bytes that it is. */
export interface ContainerHead {
  readonly envelope: Envelope;
  readonly bytes: Buffer;
}

/** A container that is whole; whoever has the key can tell whether it is authentic. */
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

// A model's text can begin with these letters; the zero that the format begins with is in none.
const beginning = Buffer.concat([containerMagic, Buffer.alloc(1)]);

/** True where a file begins as a container does: that of a project, or a keyring. What is no file is not waited for. */
export function isContainer(path: string): boolean {
  const found = reading(path, (file) => success(readAt(file, 0, beginning.length)));
  return found.ok && found.value.equals(beginning);
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

/**
 * The thing in the place of a project's container: nothing, this project, a writing of it that came after the one that
 * is known, or something else.
 */
export type FileOccupant = 'nothing' | 'this-project' | 'later-writing' | 'something-else';

/**
 * Tells what lies where the container after this one is to be written. `tried` is the generation of a writing of one's
 * own that was said to have failed: a file system can be wrong in that.
 */
export function occupantOf(
  path: string,
  known: Pick<Envelope, 'vault' | 'sequence'>,
  tried: string | null,
): FileOccupant {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return 'nothing';
  const head = readHead(path);
  if (head.ok) {
    const { vault, sequence, generation } = head.value.envelope;
    if (vault !== known.vault) return 'something-else';
    return sequence > known.sequence && generation !== tried ? 'later-writing' : 'this-project';
  }
  // One that was damaged meanwhile is mended by writing it anew.
  return head.error.code === 'vault-damaged' ? 'this-project' : 'something-else';
}

/**
 * Removes what a crash left behind: an old passphrase could still open the beginning of a container. Only for whoever
 * holds the lock of the project.
 */
export function removeUnfinished(path: string, platform: VaultPlatform): void {
  for (const left of unfinishedBeside(path)) removeIfThere(left, platform);
}

/**
 * Writes a container in place of the one there is, whole or not at all; see {@link writeAtomically}. `placed` is called when
 * it is there. Throws as node:fs does.
 */
export function replaceContainer(
  path: string,
  { envelope, body }: Pick<Container, 'envelope' | 'body'>,
  placed: () => void,
  platform: VaultPlatform,
): void {
  const placing = { beside: unfinishedPath(path, platform), onto: 'over', placed } as const;
  writeAtomically(path, [encodeHead(envelope), body], placing, platform.files);
}

/** Puts bytes where nothing is yet, whole or not at all. Throws EEXIST where something is, whatever it is. */
export function placeNewFile(path: string, parts: readonly Buffer[], platform: VaultPlatform): void {
  const placing = { beside: unfinishedPath(path, platform), onto: 'nothing' } as const;
  writeAtomically(path, parts, placing, platform.files);
}
