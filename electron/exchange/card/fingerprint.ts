import { createHash } from 'node:crypto';

/** A fingerprint: 32 lower-case hexadecimal digits, the first 16 bytes of the SHA-256 of a card's public part. */
export const fingerprintPattern = /^[0-9a-f]{32}$/u;

/** The fingerprint of the public part of a card. */
export function fingerprintOf(publicPart: string): string {
  return createHash('sha256').update(publicPart, 'utf8').digest('hex').slice(0, 32);
}

/** A fingerprint in eight groups of four, as two people read it to each other. */
export function spokenFingerprint(fingerprint: string): string {
  return (fingerprint.match(/.{4}/gu) ?? []).join(' ');
}
