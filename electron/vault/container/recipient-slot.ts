import { Decrypter, Encrypter } from 'age-encryption';
import { success, type Result } from '#core/result.ts';
import type { RecipientSlot } from '#vault/container/slots.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';

const dataKeyLength = 32;

/** A recipient of age that is safe from quantum computers, too: X25519 with ML-KEM-768. */
const hybridRecipient = /^age1pq1[02-9ac-hj-np-z]{1,2000}$/u;

/**
 * Seals a data key for a recipient, under a slot's random name. `vault-recipient-refused` where this is no hybrid
 * recipient of age: a plain one would be the weakest part of the whole.
 */
export async function sealForRecipient(
  dataKey: Buffer,
  recipient: string,
  id: string,
): Promise<Result<RecipientSlot, VaultFailure>> {
  const encrypter = encrypterFor(recipient);
  if (encrypter === null) return refuse('vault-recipient-refused');
  const sealed = Buffer.from(await encrypter.encrypt(dataKey)).toString('base64');
  return success({ kind: 'recipient', id, sealed });
}

function encrypterFor(recipient: string): Encrypter | null {
  if (!hybridRecipient.test(recipient)) return null;
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
    return encrypter;
  } catch {
    return null;
  }
}

/** Takes the data key out of the slot that is for this identity, of any number of slots; null where none is. */
export async function openAsRecipient(
  slots: readonly RecipientSlot[],
  secret: string,
): Promise<{ readonly id: string; readonly dataKey: Buffer } | null> {
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(secret);
  } catch {
    return null;
  }
  for (const { id, sealed } of slots) {
    const dataKey = await dataKeyIn(sealed, decrypter);
    if (dataKey !== null) return { id, dataKey };
  }
  return null;
}

async function dataKeyIn(sealed: string, decrypter: Decrypter): Promise<Buffer | null> {
  try {
    const content = await decrypter.decrypt(Buffer.from(sealed, 'base64'));
    // A buffer of its own, so that zeros over the one are zeros over the key.
    const dataKey = content.length === dataKeyLength ? Buffer.alloc(dataKeyLength, content) : null;
    content.fill(0);
    return dataKey;
  } catch {
    // For somebody else, or not a file of age at all.
    return null;
  }
}
