import { decryptAge, stanzasOf } from './age.ts';
import type { Container } from './container.ts';
import { Refused } from './refusal.ts';

/** The data key in the first slot that the identity (`AGE-SECRET-KEY-PQ-1…`) opens, and the slot's name. */
export async function dataKeyOfIdentity(
  { header }: Container,
  identity: string,
): Promise<{ readonly dataKey: Uint8Array; readonly id: string }> {
  for (const slot of header.slots) {
    if (slot.kind !== 'recipient') continue;
    const dataKey = await openedBy(Buffer.from(slot.sealed, 'base64'), identity);
    if (dataKey?.length === 32) return { dataKey, id: slot.id };
  }
  throw new Refused('container: no recipient');
}

async function openedBy(sealed: Uint8Array, identity: string): Promise<Uint8Array | null> {
  try {
    if (stanzasOf(sealed).join() !== 'mlkem768x25519') return null;
    return await decryptAge(sealed, identity);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}
