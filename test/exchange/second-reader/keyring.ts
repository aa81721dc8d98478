import { createPrivateKey, createPublicKey } from 'node:crypto';
import { identityToRecipient } from 'age-encryption';
import { parseCanonical } from './canonical-json.ts';
import { readCard, type Card } from './card.ts';
import { decryptGcm } from './ciphers.ts';
import { authenticBody, dataKeyOfPassphrase, readContainer } from './container.ts';
import { derive } from './digests.ts';
import { demand, Refused } from './refusal.ts';
import { hex, instant, listOf, object, orNull, text, uuid, whole } from './shapes.ts';

const anyText = text(Number.MAX_SAFE_INTEGER);
const contentShape = object({
  identity: object({
    card: anyText,
    hybrid: text(2000, /^AGE-SECRET-KEY-PQ-1/u),
    seed: hex(32),
    x25519: text(74, /^AGE-SECRET-KEY-1/u),
  }),
  colleagues: listOf(object({ addedAt: instant, card: anyText, verified: orNull(instant) }), 1000),
  heads: listOf(
    object({
      generation: hex(16),
      openings: listOf(object({ baseSequence: whole(0), id: hex(16) }), 100_000),
      sequence: whole(1),
      vault: uuid,
    }),
    1000,
  ),
  recent: listOf(object({ name: anyText, openedAt: instant, path: anyText }), 20),
  sent: listOf(
    object({
      head: hex(16),
      project: uuid,
      recipients: listOf(hex(16), 64, 1),
      sentAt: instant,
      sequence: whole(1),
    }),
    5000,
  ),
  seen: listOf(object({ manifest: hex(32), project: uuid, sequence: whole(1), signer: hex(16) }), 10_000),
});

/** resources/docs/format-keyring.md */
export interface Keyring {
  readonly content: ReturnType<typeof contentShape>;
  readonly own: Card;
  readonly colleagues: readonly Card[];
}

const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

function signingKeyOf(seed: string): string {
  const der = Buffer.concat([pkcs8, Buffer.from(seed, 'hex')]);
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(12).toString('hex');
}

export async function readKeyring(file: Buffer, passphrase: string): Promise<Keyring> {
  const container = readContainer(file);
  const dataKey = dataKeyOfPassphrase(container, passphrase);
  const body = Buffer.from(authenticBody(container, dataKey));
  demand(body.length <= 67_108_864 && body.length >= 38, 'keyring: length');
  demand(body.toString('latin1', 0, 8) === 'SEGLKEYS', 'keyring: magic');
  if (body.readUInt16BE(8) > 1) throw new Refused('keyring: newer');
  demand(body.readUInt16BE(8) === 1, 'keyring: format');
  const plain = decryptGcm(derive(dataKey, '', 'segl keyring v1 content'), {
    nonce: body.subarray(10, 22),
    ciphertext: body.subarray(22, -16),
    tag: body.subarray(-16),
    additional: body.subarray(0, 10),
  });
  const content = contentShape(parseCanonical(plain));
  const own = readCard(Buffer.from(content.identity.card));
  const { hybrid, seed, x25519 } = content.identity;
  demand(signingKeyOf(seed) === own.signingKey, 'keyring: identity');
  demand((await identityToRecipient(x25519)) === own.ageKey, 'keyring: identity');
  demand((await identityToRecipient(hybrid)) === own.hybridKey, 'keyring: identity');
  const colleagues = content.colleagues.map(({ card }) => readCard(Buffer.from(card)));
  return { content, own, colleagues };
}
