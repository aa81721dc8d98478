import { createPublicKey, verify } from 'node:crypto';
import { demand } from './refusal.ts';

const ed25519 = Buffer.from('302a300506032b6570032100', 'hex');

/** @throws {Refused} where the signature (RFC 8032) is not one by that key over those bytes. */
export function demandSignature(key: string, signature: Uint8Array, ...signed: readonly Uint8Array[]): void {
  const der = Buffer.concat([ed25519, Buffer.from(key, 'hex')]);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  demand(verify(null, Buffer.concat(signed), publicKey, signature), 'signature');
}
