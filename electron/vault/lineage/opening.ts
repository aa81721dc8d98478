import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { OpeningSigner } from '#vault/files/platform.ts';
import type { SeenOpening } from '#vault/lineage/heads.ts';

/**
 * An opening that writes, as it is kept in the project: its place among all of them from 1 on, its random id, the writing
 * that it began on, and who signed it. `signature` is of Ed25519, in lower-case hexadecimal.
 */
export interface Opening extends SeenOpening {
  readonly position: number;
  readonly baseGeneration: string;
  readonly signer: string | null;
  readonly signature: string | null;
}

type Unsigned = Omit<Opening, 'signature'>;

/**
 * What is signed of an opening. Its place and the opening before are part of it, so that an opening stands where it came
 * about, after those that it came after.
 */
function messageOf(vault: string, opening: Unsigned, before: string | null): Buffer {
  const { position, id, baseSequence, baseGeneration, signer } = opening;
  const fields = ['segl opening v1', vault, position, before, id, baseSequence, baseGeneration, signer];
  return Buffer.from(JSON.stringify(fields), 'utf8');
}

/** An opening after others of a vault, signed where there is an identity to sign with. */
export function nextOpening(
  vault: string,
  begun: Pick<Opening, 'id' | 'baseSequence' | 'baseGeneration'>,
  before: Opening | null,
  signer: OpeningSigner | null,
): Opening {
  const position = (before?.position ?? 0) + 1;
  const unsigned = { ...begun, position, signer: signer?.fingerprint ?? null };
  if (signer === null) return { ...unsigned, signature: null };
  const signature = signer.sign(messageOf(vault, unsigned, before?.id ?? null));
  return { ...unsigned, signature: Buffer.from(signature).toString('hex') };
}

/** A public key of Ed25519 from its 32 bytes (RFC 8032). Throws where these are none. */
export function ed25519PublicKey(bytes: Uint8Array): KeyObject {
  const key = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(bytes).toString('base64url') };
  return createPublicKey({ key, format: 'jwk' });
}

/** The openings of a vault, of all of them in their order, that were signed with the key of this public key. */
export function openingsSignedBy(
  publicKey: KeyObject,
  vault: string,
  openings: readonly Opening[],
): readonly Opening[] {
  return openings.filter((opening, index) => {
    if (opening.signature === null) return false;
    const message = messageOf(vault, opening, openings[index - 1]?.id ?? null);
    return verify(null, message, publicKey, Buffer.from(opening.signature, 'hex'));
  });
}
