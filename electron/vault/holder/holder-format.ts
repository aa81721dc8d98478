import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { z } from 'zod';
import type { VaultPlatform } from '#vault/files/platform.ts';

/*
 * The holder file: who has a project open, beside it, for those who have a key of the project.
 *
 * It is AES-256-GCM under a key that is derived from the data key and from a number that is random and new for every
 * file, for this one project. Nobody without the data key makes one or reads one. It is no lock, and can be of another
 * time: it says whom to ask.
 *
 * Format: `SEGH`, version (2 bytes), number (16 bytes), nonce (12 bytes), ciphertext, tag (16 bytes).
 */

const magic = Buffer.from('SEGH\0\u0001', 'latin1');
const numberLength = 16;
const nonceLength = 12;
const tagLength = 16;
const headLength = magic.length + numberLength + nonceLength;

/** The longest holder file that is read, in bytes. */
export const longestHolder = 4_096;

const longestName = 200;

const holderSchema = z.strictObject({
  name: z.string().max(longestName).nullable(),
  fingerprint: z.string().max(longestName).nullable(),
  host: z.string().max(longestName),
  since: z.iso.datetime(),
  opening: z.string().regex(/^[0-9a-f]{32}$/u),
});

/** Who has a project open, from when on (ISO 8601 in UTC), on which machine; `opening` is the opening's id. */
export type Holder = z.output<typeof holderSchema>;

function keyOf(dataKey: Buffer, number: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, number, 'segl holder v1', 32));
}

function contextOf(vault: string): Buffer {
  return Buffer.from(`segl holder v1 ${vault}`, 'utf8');
}

const cut = (text: string): string => text.slice(0, longestName);

/** The bytes of a holder file of this vault. */
export function encodeHolder(
  { name, fingerprint, host, since, opening }: Holder,
  vault: string,
  dataKey: Buffer,
  platform: VaultPlatform,
): Buffer {
  const number = platform.random(numberLength);
  const nonce = platform.random(nonceLength);
  const key = keyOf(dataKey, number);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(contextOf(vault));
  key.fill(0);
  const said = {
    name: name === null ? null : cut(name),
    fingerprint: fingerprint === null ? null : cut(fingerprint),
    host: cut(host),
    since,
    opening,
  };
  const sealed = [cipher.update(JSON.stringify(said), 'utf8'), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat([magic, number, nonce, ...sealed]);
}

/** Reads a holder file; null where somebody wrote it who has not the data key of this vault, or in another format. */
export function decodeHolder(bytes: Buffer, vault: string, dataKey: Buffer): Holder | null {
  if (bytes.length < headLength + tagLength || bytes.length > longestHolder) return null;
  if (!bytes.subarray(0, magic.length).equals(magic)) return null;
  const end = bytes.length - tagLength;
  const key = keyOf(dataKey, bytes.subarray(magic.length, magic.length + numberLength));
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(headLength - nonceLength, headLength))
    .setAAD(contextOf(vault))
    .setAuthTag(bytes.subarray(end));
  key.fill(0);
  try {
    const json = Buffer.concat([decipher.update(bytes.subarray(headLength, end)), decipher.final()]);
    const parsed = holderSchema.safeParse(JSON.parse(json.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
