import { createDecipheriv } from 'node:crypto';
import { Refused } from './refusal.ts';

export interface Encrypted {
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
  readonly additional: Uint8Array;
}

/** AES-256-GCM. @throws {Refused} where the tag is wrong. */
export function decryptGcm(key: Uint8Array, { nonce, ciphertext, tag, additional }: Encrypted): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  cipher.setAAD(additional);
  cipher.setAuthTag(tag);
  try {
    return Buffer.concat([cipher.update(ciphertext), cipher.final()]);
  } catch {
    throw new Refused('tag');
  }
}
