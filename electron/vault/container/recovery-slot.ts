import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { RecoverySlot } from '#vault/container/slots.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';

/** The length of a recovery key, in bytes. */
export const recoveryKeyLength = 32;

/** How many shares a recovery key is divided into, and how many of them give it back. */
export interface ShareCount {
  readonly threshold: number;
  readonly shares: number;
}

type Parameters = Pick<RecoverySlot, 'threshold' | 'shares' | 'salt'>;

function context({ threshold, shares, salt }: Parameters): Buffer {
  return Buffer.from(JSON.stringify(['segl slot v2', 'recovery', threshold, shares, salt]), 'utf8');
}

function wrappingKey(recoveryKey: Buffer, salt: string): Buffer {
  return Buffer.from(hkdfSync('sha256', recoveryKey, Buffer.from(salt, 'hex'), 'segl recovery slot v2', 32));
}

/** Wraps a data key under a recovery key, which is random: HKDF, then AES-256-GCM with the slot's parameters as context. */
export function wrapUnderRecoveryKey(
  dataKey: Buffer,
  recoveryKey: Buffer,
  { threshold, shares }: ShareCount,
  platform: VaultPlatform,
): RecoverySlot {
  if (recoveryKey.length !== recoveryKeyLength) throw new RangeError('a recovery key has exactly 32 bytes');
  const parameters = { threshold, shares, salt: platform.random(16).toString('hex') };
  const nonce = platform.random(12);
  const key = wrappingKey(recoveryKey, parameters.salt);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context(parameters));
  const wrapped = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  key.fill(0);
  return {
    kind: 'recovery',
    ...parameters,
    nonce: nonce.toString('hex'),
    wrapped: wrapped.toString('hex'),
    tag: cipher.getAuthTag().toString('hex'),
  };
}

/** Takes the data key out of a slot; null where this is not its recovery key. */
export function unwrapWithRecoveryKey(slot: RecoverySlot, recoveryKey: Buffer): Buffer | null {
  if (recoveryKey.length !== recoveryKeyLength) return null;
  const key = wrappingKey(recoveryKey, slot.salt);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(slot.nonce, 'hex'))
    .setAAD(context(slot))
    .setAuthTag(Buffer.from(slot.tag, 'hex'));
  key.fill(0);
  const unwrapped = decipher.update(Buffer.from(slot.wrapped, 'hex'));
  try {
    decipher.final();
    return Buffer.alloc(unwrapped.length, unwrapped);
  } catch {
    return null;
  } finally {
    unwrapped.fill(0);
  }
}
