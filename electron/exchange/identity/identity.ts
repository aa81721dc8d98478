import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { z } from 'zod';
import { success, type Result } from '#core/result.ts';
import type { KeyKind } from '#exchange/age/recipients.ts';
import { parseCard, signCard, type Card, type CardContent } from '#exchange/card/card.ts';
import { refuse, type ExchangeFailure } from '#exchange/failure.ts';
import { publicKeyOf, signBytes, signMessage, type SignatureDomain } from '#exchange/signatures/ed25519.ts';

/** The three secret keys of an identity. */
export interface IdentitySecrets {
  /** The seed of the Ed25519 key, 32 bytes. */
  readonly seed: Uint8Array;
  /** `AGE-SECRET-KEY-1…` in ASCII. */
  readonly x25519: Uint8Array;
  /** `AGE-SECRET-KEY-PQ-1…` in ASCII. */
  readonly hybrid: Uint8Array;
}

/** An identity as it stands in the keyring's file. */
export const identitySchema = z.strictObject({
  card: z.string().max(16_384),
  hybrid: z.string().regex(/^AGE-SECRET-KEY-PQ-1[02-9AC-HJ-NP-Z]{58}$/u),
  seed: z.string().regex(/^[0-9a-f]{64}$/u),
  x25519: z.string().regex(/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/u),
});
export type EncodedIdentity = z.output<typeof identitySchema>;

/** Who an analyst is to others: a card, and the secret keys to what is on it. They are bytes, zeroed when forgotten. */
export class Identity {
  readonly card: Card;
  readonly #secrets: IdentitySecrets;
  #forgotten = false;

  constructor(card: Card, secrets: IdentitySecrets) {
    this.card = card;
    this.#secrets = secrets;
  }

  /** Signs bytes. Throws once the identity was forgotten. */
  sign(domain: SignatureDomain, bytes: Uint8Array): Uint8Array {
    return signBytes(this.#known().seed, domain, bytes);
  }

  /** Signs the message of an opening, which names what it is. Throws once the identity was forgotten. */
  signOpening(message: Uint8Array): Uint8Array {
    return signMessage(this.#known().seed, message);
  }

  /** The secret key of this kind, as age writes it. Throws once the identity was forgotten. */
  secret(kind: KeyKind): string {
    return asciiText(this.#known()[kind]);
  }

  /** The identity as it stands in the keyring's file. Throws once it was forgotten. */
  encode(): EncodedIdentity {
    const { seed } = this.#known();
    return {
      card: this.card.text,
      hybrid: this.secret('hybrid'),
      seed: Buffer.from(seed.buffer, seed.byteOffset, seed.length).toString('hex'),
      x25519: this.secret('x25519'),
    };
  }

  /** Fills the secret keys with zeros. */
  forget(): void {
    this.#forgotten = true;
    for (const secret of Object.values<Uint8Array>({ ...this.#secrets })) secret.fill(0);
  }

  #known(): IdentitySecrets {
    if (this.#forgotten) throw new Error('the identity was forgotten');
    return this.#secrets;
  }
}

/** A name, an organisation, and the day on which a card is made. */
export type IdentityNames = Pick<CardContent, 'name' | 'organisation' | 'madeOn'>;

/** Makes an identity with new keys. `card-name-refused` where a name cannot stand on a card. */
export async function makeIdentity(
  names: IdentityNames,
  random: (length: number) => Uint8Array,
): Promise<Result<Identity, ExchangeFailure>> {
  const seed = random(32);
  return identityOf(names, {
    seed: movedFrom(seed),
    x25519: asciiBytes(await generateX25519Identity()),
    hybrid: asciiBytes(await generateHybridIdentity()),
  });
}

/** The identity that has these secret keys. `card-name-refused` where a name cannot stand on a card. */
export async function identityOf(
  { name, organisation, madeOn }: IdentityNames,
  secrets: IdentitySecrets,
): Promise<Result<Identity, ExchangeFailure>> {
  const card = signCard({ name, organisation, madeOn, ...(await publicKeysOf(secrets)) }, secrets.seed);
  return card.ok ? success(new Identity(card.value, secrets)) : card;
}

/** Reads an identity from a keyring. `keyring-damaged` where its keys are not those of its card. */
export async function decodeIdentity(encoded: EncodedIdentity): Promise<Result<Identity, ExchangeFailure>> {
  const card = parseCard(Buffer.from(encoded.card, 'utf8'));
  if (!card.ok) return refuse('keyring-damaged');
  const secrets = {
    seed: movedFrom(Buffer.from(encoded.seed, 'hex')),
    x25519: asciiBytes(encoded.x25519),
    hybrid: asciiBytes(encoded.hybrid),
  };
  const identity = new Identity(card.value, secrets);
  const keys = await publicKeysOf(secrets).catch(() => null);
  const { signingKey, ageKey, hybridKey } = card.value;
  if (keys?.signingKey === signingKey && keys.ageKey === ageKey && keys.hybridKey === hybridKey) {
    return success(identity);
  }
  identity.forget();
  return refuse('keyring-damaged');
}

async function publicKeysOf({
  seed,
  x25519,
  hybrid,
}: IdentitySecrets): Promise<Pick<CardContent, 'signingKey' | 'ageKey' | 'hybridKey'>> {
  return {
    signingKey: Buffer.from(publicKeyOf(seed)).toString('hex'),
    ageKey: await identityToRecipient(asciiText(x25519)),
    hybridKey: await identityToRecipient(asciiText(hybrid)),
  };
}

// Node keeps small buffers together in a larger one, where a copy would stay.
function movedFrom(bytes: Uint8Array): Uint8Array {
  const moved = Uint8Array.from(bytes);
  bytes.fill(0);
  return moved;
}

function asciiText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

function asciiBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
