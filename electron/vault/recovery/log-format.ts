import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { z } from 'zod';
import type { VaultPlatform } from '#vault/files/platform.ts';

/*
 * The recovery log: everything that was saved since the last sealing, beside the container, so that a crash loses none of it.
 *
 * The container is authenticated as a whole; everything else that makes up the project's state after a crash is in this
 * one file, and it is taken over only as what this program wrote, in the order in which it was written, onto the very
 * writing of the container that it was written for:
 *
 * - Every entry is AES-256-GCM under a key that is derived from the data key and from a number that is random and new for
 *   every log. Nobody without the data key makes an entry, and no entry of another log passes for one of this.
 * - An entry's place in the log is authenticated with it. None can be left out, repeated or moved, but the last ones.
 * - The first entry names the vault and the generation of the container. A log of another writing is not taken over.
 *
 * Database files and their journals are not among what is taken over, so that none of them can be planted, and pages of
 * another time cannot come back. Left to somebody who can write in the folder is to cut off the newest entries, which is
 * the state of some moments ago, or to put back container and log together as they once were: without a memory
 * elsewhere neither can be told from a crash or a copy.
 *
 * Format: `SEGR`, version (2 bytes), number of the log (16 bytes); then entries: length (4 bytes, big-endian) of what
 * follows, nonce (12 bytes), ciphertext, tag (16 bytes).
 */

export const magic = Buffer.from('SEGR\0\u0001', 'latin1');
const numberLength = 16;
export const headLength = magic.length + numberLength;
export const nonceLength = 12;
export const tagLength = 16;

/** Names the container that a log follows. */
export const logBaseSchema = z.strictObject({ vault: z.string(), generation: z.string() });

/** The writing of a container that a log follows. */
export type LogBase = z.output<typeof logBaseSchema>;

/** The key of the log of this number. */
export function keyOf(dataKey: Buffer, number: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, number, 'segl recovery log v1', 32));
}

function contextOf(place: number): Buffer {
  return Buffer.from(`segl recovery entry v1 ${String(place)}`, 'utf8');
}

/** The bytes of an entry: its length, and its content under the key of the log. */
export function encodeEntry(key: Buffer, place: number, content: Buffer, platform: VaultPlatform): Buffer {
  const nonce = platform.random(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(contextOf(place));
  const sealed = Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sealed.length);
  return Buffer.concat([length, sealed]);
}

/** The content of an entry; null where it is not what was written in this place. */
export function decodeEntry(key: Buffer, place: number, sealed: Buffer): Buffer | null {
  const end = sealed.length - tagLength;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength))
    .setAAD(contextOf(place))
    .setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength, end)), decipher.final()]);
  } catch {
    return null;
  }
}

/** The beginning of a new log, with its key: everything before the first saving. */
export function beginning(
  base: LogBase,
  dataKey: Buffer,
  platform: VaultPlatform,
): { readonly head: Buffer; readonly key: Buffer; readonly first: Buffer } {
  const number = platform.random(numberLength);
  const key = keyOf(dataKey, number);
  const first = encodeEntry(key, 0, Buffer.from(JSON.stringify(base), 'utf8'), platform);
  return { head: Buffer.concat([magic, number]), key, first };
}
