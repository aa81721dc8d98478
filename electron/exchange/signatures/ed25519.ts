import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { ed25519PublicKey } from '#vault/lineage/opening.ts';

// What stands before the bytes of a private key in RFC 8410's encoding of Ed25519 keys.
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** What a signature is about, so that none can be taken for one of another kind. */
export type SignatureDomain = 'segl card v1' | 'segl sealed manifest v1';

/** The public key (32 bytes) of a seed (32 bytes, RFC 8032). */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const encoded = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' });
  // The key is the end of its encoding (RFC 8410).
  return new Uint8Array(encoded.subarray(-32));
}

/** An Ed25519 signature (64 bytes) over the digest of bytes, for this domain. */
export function signBytes(seed: Uint8Array, domain: SignatureDomain, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, signedMessage(domain, bytes), privateKeyOf(seed)));
}

/** An Ed25519 signature (64 bytes) over a message that says itself what it is for, in its beginning. */
export function signMessage(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, privateKeyOf(seed)));
}

/** True where the holder of this public key signed these bytes for this domain. */
export function isSigned(
  publicKey: Uint8Array,
  domain: SignatureDomain,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return verify(null, signedMessage(domain, bytes), ed25519PublicKey(publicKey), signature);
  } catch {
    return false;
  }
}

/** What is signed: the domain, a zero byte, the SHA-256 of the bytes. */
function signedMessage(domain: SignatureDomain, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${domain}\0`, 'ascii'), createHash('sha256').update(bytes).digest()]);
}

function privateKeyOf(seed: Uint8Array): ReturnType<typeof createPrivateKey> {
  const encoded = Buffer.concat([privatePrefix, seed]);
  try {
    return createPrivateKey({ key: encoded, format: 'der', type: 'pkcs8' });
  } finally {
    encoded.fill(0);
  }
}
