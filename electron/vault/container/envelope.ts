import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { success, type Result } from '#core/result.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';

z.config({ jitless: true });

/** The format that this version writes. It reads this one and refuses newer ones. */
const formatVersion = 1;

const magic = Buffer.from('SEGL', 'ascii');
const prefixLength = magic.length + 2 + 4;
const checksumLength = 32;

/** The longest header that is read, in bytes. */
const maximumHeaderLength = 64 * 1024;

/** The longest body, in bytes: documents of 1 GB, with their history and room for more than that. */
const longestBody = 4_000_000_000;

/**
 * Bounds on Argon2id's cost (RFC 9106), memory in KiB: too little protects nothing, too much is an attack. `work`, memory
 * times passes, is what takes the time: the most is what this program itself may write, and takes a few seconds.
 */
export const costBounds = {
  memory: { least: 64 * 1024, most: 1024 * 1024 },
  passes: { least: 2, most: 16 },
  lanes: { least: 1, most: 8 },
  work: { most: 16 * 256 * 1024 },
} as const;

const bytes = (length: number): z.ZodString =>
  z.string().regex(new RegExp(`^[0-9a-f]{${String(2 * length)}}$`));

const passphraseSlot = z.strictObject({
  kind: z.literal('passphrase'),
  memory: z.int(),
  passes: z.int(),
  lanes: z.int(),
  salt: bytes(16),
  nonce: bytes(12),
  wrapped: bytes(32),
  tag: bytes(16),
});

const header = z.strictObject({
  vault: z.uuid(),
  generation: bytes(16),
  previous: bytes(16),
  sequence: z.int().min(1),
  // One passphrase, one derivation: a header cannot ask for more work than a slot's bounds allow.
  slots: z.array(z.discriminatedUnion('kind', [passphraseSlot])).length(1),
  bodyLength: z.int().min(0).max(longestBody),
  bodyHash: bytes(32),
  mac: bytes(32),
});

/** A data key wrapped under a passphrase. Binary fields are lower-case hexadecimal. */
export type PassphraseSlot = z.output<typeof passphraseSlot>;
export type KeySlot = PassphraseSlot;

/**
 * The header of a sealed container, before its body. `generation` is random and new at every writing,
 * `previous` is the generation that this one took over from, `sequence` counts the writings; `mac`
 * authenticates everything else under the data key.
 */
export type Envelope = z.output<typeof header>;
export type UnsignedEnvelope = Omit<Envelope, 'mac'>;

// Field by field, so that the bytes do not depend on how an object was put together.
function canonical(envelope: UnsignedEnvelope): string {
  const { vault, generation, previous, sequence, bodyLength, bodyHash } = envelope;
  const slots = envelope.slots.map((slot) => [
    slot.kind,
    slot.memory,
    slot.passes,
    slot.lanes,
    slot.salt,
    slot.nonce,
    slot.wrapped,
    slot.tag,
  ]);
  return JSON.stringify([formatVersion, vault, generation, previous, sequence, slots, bodyLength, bodyHash]);
}

function macOf(envelope: UnsignedEnvelope, dataKey: Buffer): Buffer {
  const key = Buffer.from(hkdfSync('sha256', dataKey, envelope.vault, 'segl envelope v1 header', 32));
  const mac = createHmac('sha256', key).update(canonical(envelope)).digest();
  key.fill(0);
  return mac;
}

/** Completes an envelope with its authentication under the data key. */
export function authenticate(envelope: UnsignedEnvelope, dataKey: Buffer): Envelope {
  return { ...envelope, mac: macOf(envelope, dataKey).toString('hex') };
}

/** True where an envelope was written by somebody who had the data key, and is unchanged. */
export function isAuthentic(envelope: Envelope, dataKey: Buffer): boolean {
  return timingSafeEqual(Buffer.from(envelope.mac, 'hex'), macOf(envelope, dataKey));
}

/** The SHA-256 of a body, lower-case hexadecimal. */
export function bodyHash(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

/** The bytes of what stands before the body of a sealed container: prefix, header, checksum of both. */
export function encodeHead(envelope: Envelope): Buffer {
  const json = Buffer.from(JSON.stringify(envelope), 'utf8');
  const prefix = Buffer.alloc(prefixLength);
  magic.copy(prefix);
  prefix.writeUInt16BE(formatVersion, magic.length);
  prefix.writeUInt32BE(json.length, magic.length + 2);
  const head = Buffer.concat([prefix, json]);
  return Buffer.concat([head, createHash('sha256').update(head).digest()]);
}

/** The bytes of a sealed container. */
export function encodeContainer(envelope: Envelope, body: Buffer): Buffer {
  return Buffer.concat([encodeHead(envelope), body]);
}

/** The most bytes that stand before the body of a container. */
export const maximumHeadLength = prefixLength + maximumHeaderLength + checksumLength;

/** Reads what stands before a container's body, and where the body begins; more than that need not be there. */
export function decodeHead(
  bytesRead: Buffer,
): Result<{ readonly envelope: Envelope; readonly bodyStart: number }, VaultFailure> {
  if (bytesRead.length < magic.length || !bytesRead.subarray(0, magic.length).equals(magic)) {
    return refuse('vault-not-a-vault');
  }
  if (bytesRead.length < prefixLength) return refuse('vault-damaged');
  if (bytesRead.readUInt16BE(magic.length) > formatVersion) return refuse('vault-newer');
  if (bytesRead.readUInt16BE(magic.length) < 1) return refuse('vault-damaged');
  const headerLength = bytesRead.readUInt32BE(magic.length + 2);
  const bodyStart = prefixLength + headerLength + checksumLength;
  if (headerLength > maximumHeaderLength || bytesRead.length < bodyStart) return refuse('vault-damaged');
  const head = bytesRead.subarray(0, prefixLength + headerLength);
  const checksum = bytesRead.subarray(head.length, bodyStart);
  if (!createHash('sha256').update(head).digest().equals(checksum)) return refuse('vault-damaged');
  const envelope = parseHeader(head.subarray(prefixLength));
  return envelope === null ? refuse('vault-damaged') : success({ envelope, bodyStart });
}

/**
 * Takes a container apart and checks everything that needs no key: that it is one, that its version is known,
 * that nothing was cut off or flipped. Whether it is authentic, {@link isAuthentic} tells when there is a key.
 */
export function decodeContainer(
  bytesRead: Buffer,
): Result<{ readonly envelope: Envelope; readonly body: Buffer }, VaultFailure> {
  const head = decodeHead(bytesRead);
  if (!head.ok) return head;
  const { envelope, bodyStart } = head.value;
  const body = bytesRead.subarray(bodyStart);
  if (body.length !== envelope.bodyLength) return refuse('vault-damaged');
  if (bodyHash(body) !== envelope.bodyHash) return refuse('vault-damaged');
  return success({ envelope, body });
}

function parseHeader(json: Buffer): Envelope | null {
  try {
    const parsed = header.safeParse(JSON.parse(json.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
