import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { z } from 'zod';
import { lineSchema, sha256Schema } from '#contract/dossier/parts.ts';
import { success, type Result } from '#core/result.ts';
import { parseCard } from '#exchange/card/card.ts';
import { fingerprintPattern } from '#exchange/card/fingerprint.ts';
import { refuse, type ExchangeFailure } from '#exchange/failure.ts';
import { decodeIdentity, identitySchema, type Identity } from '#exchange/identity/identity.ts';
import { canonicalBytes } from '#exchange/json/canonical-json.ts';
import { readCanonicalJson } from '#exchange/json/read-json.ts';
import { keyringBounds, type Colleague, type KeyringContent } from './content.ts';

const magic = Buffer.from('SEGLKEYS', 'ascii');
const formatVersion = 1;
const prefixLength = magic.length + 2;
const [nonceLength, tagLength] = [12, 16];

/** The longest body of a keyring's container, in bytes. */
export const longestKeyring = 64 * 1024 * 1024;

const instant = z.iso.datetime();
const count = z.int().min(0);
const stateId = z.string().regex(/^[0-9a-f]{32}$/u);
const fingerprint = z.string().regex(fingerprintPattern);

const contentSchema = z.strictObject({
  colleagues: z
    .array(z.strictObject({ addedAt: instant, card: z.string().max(16_384), verified: instant.nullable() }))
    .max(keyringBounds.colleagues),
  heads: z
    .array(
      z.strictObject({
        generation: stateId,
        openings: z.array(z.strictObject({ baseSequence: count, id: stateId })).max(keyringBounds.openings),
        sequence: count,
        vault: z.uuid(),
      }),
    )
    .max(keyringBounds.heads),
  identity: identitySchema,
  recent: z
    .array(z.strictObject({ name: lineSchema, openedAt: instant, path: z.string().max(32_768) }))
    .max(keyringBounds.recent),
  seen: z
    .array(
      z.strictObject({ manifest: sha256Schema, project: z.uuid(), sequence: count, signer: fingerprint }),
    )
    .max(keyringBounds.seen),
  sent: z
    .array(
      z.strictObject({
        head: stateId,
        project: z.uuid(),
        recipients: z.array(fingerprint).max(64),
        sentAt: instant,
        sequence: count,
      }),
    )
    .max(keyringBounds.sent),
});

/** What a keyring's file holds. */
export interface KeyringParts {
  readonly identity: Identity;
  readonly content: KeyringContent;
}

/** Says of a container's body, without its key, whether it can be a keyring's. `keyring-not-a-keyring`, `keyring-newer`. */
export function checkBody(body: Buffer): Result<null, ExchangeFailure> {
  if (body.length < prefixLength || !body.subarray(0, magic.length).equals(magic)) {
    return refuse('keyring-not-a-keyring');
  }
  const version = body.readUInt16BE(magic.length);
  if (version > formatVersion) return refuse('keyring-newer');
  const isLongEnough = body.length >= prefixLength + nonceLength + tagLength;
  return version === formatVersion && isLongEnough ? success(null) : refuse('keyring-damaged');
}

/** The body of a keyring's container: its JSON under a key of its own, which follows from the data key. */
export function encodeBody({ identity, content }: KeyringParts, dataKey: Buffer, nonce: Buffer): Buffer {
  const colleagues = content.colleagues.map(({ card, ...rest }) => ({ ...rest, card: card.text }));
  const plain = canonicalBytes({ ...content, colleagues, identity: identity.encode() });
  const prefix = Buffer.alloc(prefixLength);
  magic.copy(prefix);
  prefix.writeUInt16BE(formatVersion, magic.length);
  const key = bodyKey(dataKey);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(prefix);
  const encrypted = [cipher.update(plain), cipher.final()];
  plain.fill(0);
  key.fill(0);
  return Buffer.concat([prefix, nonce, ...encrypted, cipher.getAuthTag()]);
}

/** Reads a body that {@link checkBody} let pass. `keyring-damaged` where it is not what a keyring has. */
export async function decodeBody(
  body: Buffer,
  dataKey: Buffer,
): Promise<Result<KeyringParts, ExchangeFailure>> {
  const key = bodyKey(dataKey);
  const start = prefixLength + nonceLength;
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(prefixLength, start))
    .setAAD(body.subarray(0, prefixLength))
    .setAuthTag(body.subarray(body.length - tagLength));
  key.fill(0);
  const plain = decipher.update(body.subarray(start, body.length - tagLength));
  try {
    decipher.final();
    const parsed = readCanonicalJson(plain, contentSchema);
    return parsed === null ? refuse('keyring-damaged') : await partsOf(parsed);
  } catch {
    return refuse('keyring-damaged');
  } finally {
    plain.fill(0);
  }
}

async function partsOf({
  identity: encoded,
  colleagues: noted,
  ...rest
}: z.output<typeof contentSchema>): Promise<Result<KeyringParts, ExchangeFailure>> {
  const colleagues = noted.flatMap(({ card: text, addedAt, verified }): readonly Colleague[] => {
    const card = parseCard(Buffer.from(text, 'utf8'));
    return card.ok ? [{ card: card.value, addedAt, verified }] : [];
  });
  if (colleagues.length < noted.length) return refuse('keyring-damaged');
  const identity = await decodeIdentity(encoded);
  return identity.ok ? success({ identity: identity.value, content: { ...rest, colleagues } }) : identity;
}

function bodyKey(dataKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, '', 'segl keyring v1 content', 32));
}
