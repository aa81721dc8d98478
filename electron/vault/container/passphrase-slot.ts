import { createCipheriv, createDecipheriv } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { success, type Result } from '#core/result.ts';
import { costBounds } from '#vault/container/envelope.ts';
import type { PassphraseSlot } from '#vault/container/slots.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';
import type { DerivationCost, VaultPlatform } from '#vault/files/platform.ts';

/** Bounds on a new passphrase, in characters (Unicode code points). */
const passphraseLength = { least: 12, most: 1024 } as const;

/** How long a derivation should take at least when it is calibrated, in milliseconds. */
const calibrationTarget = 500;
const startingCost: DerivationCost = { memory: 256 * 1024, passes: 3, lanes: 4 };

/**
 * A passphrase as it is derived from: its characters in Unicode's normalisation form C, in UTF-8, so that it opens the
 * project whatever keyboard wrote it. Bytes and not a string, so that whoever made them can fill them with zeros as soon
 * as they were used: a string stays in memory for as long as the process likes.
 */
export type Passphrase = Uint8Array;

/** The passphrase that a text is. The text itself stays in memory: only for where there is one already. */
export function passphraseOf(text: string): Passphrase {
  const bytes = Buffer.from(text.normalize('NFC'), 'utf8');
  // Node keeps small buffers together in a larger one, where a copy would stay.
  const passphrase = new Uint8Array(bytes);
  bytes.fill(0);
  return passphrase;
}

// The library's default variant is Argon2id; a test opens a slot with another implementation of it.
async function deriveKey(passphrase: Passphrase, salt: Buffer, cost: DerivationCost): Promise<Buffer> {
  return hashRaw(passphrase, {
    memoryCost: cost.memory,
    timeCost: cost.passes,
    parallelism: cost.lanes,
    salt,
    outputLen: 32,
  });
}

// Memory first, then passes: memory is what an attacker has to pay for.
async function calibratedCost(): Promise<DerivationCost> {
  const started = performance.now();
  await deriveKey(passphraseOf('calibration'), Buffer.alloc(16), startingCost);
  const took = Math.max(1, performance.now() - started);
  const passes = Math.ceil((startingCost.passes * calibrationTarget) / took);
  return {
    ...startingCost,
    passes: Math.min(costBounds.passes.most, Math.max(startingCost.passes, passes)),
  };
}

/** Says whether a passphrase is good enough to be set. */
export function checkNewPassphrase(passphrase: Passphrase): Result<null, VaultFailure> {
  // Every character has one byte that continues no other.
  const length = passphrase.reduce((count, byte) => ((byte & 0xc0) === 0x80 ? count : count + 1), 0);
  if (length < passphraseLength.least) return refuse('passphrase-too-short');
  if (length > passphraseLength.most) return refuse('passphrase-too-long');
  return success(null);
}

function descriptor(slot: Pick<PassphraseSlot, 'memory' | 'passes' | 'lanes' | 'salt'>): Buffer {
  const { memory, passes, lanes, salt } = slot;
  return Buffer.from(JSON.stringify(['segl slot v1', 'passphrase', memory, passes, lanes, salt]), 'utf8');
}

/** Wraps a data key under a passphrase: Argon2id, then AES-256-GCM with the slot's parameters as context. */
export async function wrapUnderPassphrase(
  dataKey: Buffer,
  passphrase: Passphrase,
  platform: VaultPlatform,
): Promise<PassphraseSlot> {
  const cost = platform.cost ?? (await calibratedCost());
  const salt = platform.random(16);
  const nonce = platform.random(12);
  const { memory, passes, lanes } = cost;
  const key = await deriveKey(passphrase, salt, cost);
  const parameters = { memory, passes, lanes, salt: salt.toString('hex') };
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(descriptor(parameters));
  const wrapped = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  key.fill(0);
  return {
    kind: 'passphrase',
    ...parameters,
    nonce: nonce.toString('hex'),
    wrapped: wrapped.toString('hex'),
    tag: cipher.getAuthTag().toString('hex'),
  };
}

function withinBounds(slot: PassphraseSlot): boolean {
  if (slot.memory * slot.passes > costBounds.work.most) return false;
  return (['memory', 'passes', 'lanes'] as const).every(
    (name) => slot[name] >= costBounds[name].least && slot[name] <= costBounds[name].most,
  );
}

/**
 * Takes the data key out of a slot. Refuses costs out of bounds before deriving anything
 * (`vault-parameters-refused`), and a passphrase that does not fit (`passphrase-wrong`).
 */
export async function unwrapWithPassphrase(
  slot: PassphraseSlot,
  passphrase: Passphrase,
): Promise<Result<Buffer, VaultFailure>> {
  if (!withinBounds(slot)) return refuse('vault-parameters-refused');
  const key = await deriveKey(passphrase, Buffer.from(slot.salt, 'hex'), slot);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(slot.nonce, 'hex'))
    .setAAD(descriptor(slot))
    .setAuthTag(Buffer.from(slot.tag, 'hex'));
  key.fill(0);
  const unwrapped = decipher.update(Buffer.from(slot.wrapped, 'hex'));
  try {
    const rest = decipher.final();
    // A buffer of its own, so that zeros over the one are zeros over the key.
    const dataKey = Buffer.alloc(unwrapped.length + rest.length);
    unwrapped.copy(dataKey);
    rest.copy(dataKey, unwrapped.length);
    return success(dataKey);
  } catch {
    return refuse('passphrase-wrong');
  } finally {
    unwrapped.fill(0);
  }
}
