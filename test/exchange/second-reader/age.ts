import { Decrypter } from 'age-encryption';
import { demand, Refused } from './refusal.ts';
import { openX25519 } from './x25519-file.ts';

/** What an age file says of its recipients before any key is tried: the types of its stanzas. */
export function stanzasOf(bytes: Uint8Array): readonly string[] {
  const start = Buffer.from(bytes.subarray(0, 262_144)).toString('latin1');
  const end = start.indexOf('\n--- ');
  demand(start.startsWith('age-encryption.org/v1\n'), 'age: form');
  demand(end >= 0 && start.includes('\n', end + 1), 'age: header');
  const lines = start.slice(0, end).split('\n');
  return lines.filter((line) => line.startsWith('-> ')).map((line) => line.split(' ')[1] ?? '');
}

/** @throws {Refused} where the identity is none of the recipients, or the file is damaged. */
export async function decryptAge(bytes: Uint8Array, identity: string): Promise<Uint8Array> {
  if (!identity.startsWith('AGE-SECRET-KEY-PQ-')) return openX25519(Buffer.from(bytes), identity);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(bytes);
  } catch {
    throw new Refused('age: decryption');
  }
}
