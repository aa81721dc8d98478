import { createHash, hkdfSync } from 'node:crypto';

export function sha256(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

export function sha256Hex(...parts: readonly (string | Uint8Array)[]): string {
  return sha256(...parts).toString('hex');
}

/** HKDF (RFC 5869) with SHA-256 and 32 bytes of output; the pages call its `info` the purpose. */
export function derive(key: Uint8Array, salt: string | Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, purpose, 32));
}
