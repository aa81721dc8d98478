import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { success, type Result } from '#core/result.ts';
import { bytes, canonicalSlot, slotsOfFormat1, slotsOfFormat2 } from '#vault/container/slots.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';

z.config({ jitless: true });

/** The format that this version writes. It reads this one and the one before, and refuses newer ones. */
const formatVersion = 2;

/** How every container begins, of whatever format. */
export const containerMagic: Buffer = Buffer.from('SEGL', 'ascii');
const prefixLength = containerMagic.length + 2 + 4;
const checksumLength = 32;

/** The longest header that is read of each format, in bytes. */
const maximumHeaderLength = { 1: 64 * 1024, 2: 256 * 1024 } as const;

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

const marks = {
  vault: z.uuid(),
  generation: bytes(16),
  previous: bytes(16),
  sequence: z.int().min(1),
  bodyLength: z.int().min(0).max(longestBody),
  bodyHash: bytes(32),
  mac: bytes(32),
};

const headers = {
  1: z.strictObject({ ...marks, slots: slotsOfFormat1 }),
  2: z.strictObject({ ...marks, slots: slotsOfFormat2 }),
} as const;

type Format = keyof typeof headers;

/**
 * The header of a sealed container, before its body. `format` stands before it, in the prefix. `generation` is random and
 * new at every writing, `previous` is the generation that this one took over from, `sequence` counts the writings; `mac`
 * authenticates everything else under the data key.
 */
export type Envelope = z.output<(typeof headers)[2]> & { readonly format: Format };
export type UnsignedEnvelope = Omit<Envelope, 'mac'>;

// Field by field, so that the bytes do not depend on how an object was put together.
function canonical(envelope: UnsignedEnvelope): string {
  const { format, vault, generation, previous, sequence, slots, bodyLength, bodyHash } = envelope;
  const written = slots.map(canonicalSlot);
  return JSON.stringify([format, vault, generation, previous, sequence, written, bodyLength, bodyHash]);
}

function macOf(envelope: UnsignedEnvelope, dataKey: Buffer): Buffer {
  const purpose = `segl envelope v${String(envelope.format)} header`;
  const key = Buffer.from(hkdfSync('sha256', dataKey, envelope.vault, purpose, 32));
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
  const { format, ...fields } = envelope;
  const json = Buffer.from(JSON.stringify(fields), 'utf8');
  const prefix = Buffer.alloc(prefixLength);
  containerMagic.copy(prefix);
  prefix.writeUInt16BE(format, containerMagic.length);
  prefix.writeUInt32BE(json.length, containerMagic.length + 2);
  const head = Buffer.concat([prefix, json]);
  return Buffer.concat([head, createHash('sha256').update(head).digest()]);
}

/** The bytes of a sealed container. */
export function encodeContainer(envelope: Envelope, body: Buffer): Buffer {
  return Buffer.concat([encodeHead(envelope), body]);
}

/** The most bytes that stand before the body of a container. */
export const maximumHeadLength = prefixLength + maximumHeaderLength[formatVersion] + checksumLength;

/** Reads what stands before a container's body, and where the body begins; more than that need not be there. */
export function decodeHead(
  bytesRead: Buffer,
): Result<{ readonly envelope: Envelope; readonly bodyStart: number }, VaultFailure> {
  if (
    bytesRead.length < containerMagic.length ||
    !bytesRead.subarray(0, containerMagic.length).equals(containerMagic)
  ) {
    return refuse('vault-not-a-vault');
  }
  if (bytesRead.length < prefixLength) return refuse('vault-damaged');
  if (bytesRead.readUInt16BE(containerMagic.length) > formatVersion) return refuse('vault-newer');
  const format = formatOf(bytesRead.readUInt16BE(containerMagic.length));
  if (format === null) return refuse('vault-damaged');
  const headerLength = bytesRead.readUInt32BE(containerMagic.length + 2);
  const bodyStart = prefixLength + headerLength + checksumLength;
  if (headerLength > maximumHeaderLength[format] || bytesRead.length < bodyStart)
    return refuse('vault-damaged');
  const head = bytesRead.subarray(0, prefixLength + headerLength);
  const checksum = bytesRead.subarray(head.length, bodyStart);
  if (!createHash('sha256').update(head).digest().equals(checksum)) return refuse('vault-damaged');
  const envelope = parseHeader(format, head.subarray(prefixLength));
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

function formatOf(version: number): Format | null {
  return version === 1 || version === 2 ? version : null;
}

function parseHeader(format: Format, json: Buffer): Envelope | null {
  try {
    const parsed = headers[format].safeParse(JSON.parse(json.toString('utf8')));
    return parsed.success ? { ...parsed.data, format } : null;
  } catch {
    return null;
  }
}
