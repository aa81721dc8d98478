import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import type { OpeningKey } from '#vault/container/unlock.ts';
import type { RecipientCard } from '#vault/repositories/recipients.ts';

/** Somebody of these tests: the secret of an identity of age, and the card that belongs to it. */
export interface Somebody {
  readonly secret: string;
  readonly card: RecipientCard;
  readonly key: OpeningKey;
}

/** Somebody with this name. */
export async function somebody(name: string): Promise<Somebody> {
  const secret = await generateHybridIdentity();
  const recipient = await identityToRecipient(secret);
  const card = { fingerprint: `fingerprint of ${name}`, name, organisation: 'Grid operator', recipient };
  return { secret, card, key: { kind: 'identity', secret } };
}
