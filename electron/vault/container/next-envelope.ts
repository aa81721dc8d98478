import { randomUUID } from 'node:crypto';
import { authenticate, bodyHash, type Envelope, type KeySlot } from '#vault/container/envelope.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';

/** The envelope of the first writing of a new vault. */
export function firstEnvelope(
  slots: readonly KeySlot[],
  body: Buffer,
  dataKey: Buffer,
  platform: VaultPlatform,
): Envelope {
  const start = { vault: randomUUID(), sequence: 1, previous: '0'.repeat(32) };
  return envelopeOf({ ...start, generation: generation(platform) }, slots, body, dataKey);
}

/** The envelope of the writing after this one. */
export function nextEnvelope(
  before: Envelope,
  slots: readonly KeySlot[],
  body: Buffer,
  dataKey: Buffer,
  platform: VaultPlatform,
): Envelope {
  const { vault, sequence, generation: previous } = before;
  const mark = { vault, sequence: sequence + 1, previous, generation: generation(platform) };
  return envelopeOf(mark, slots, body, dataKey);
}

function generation(platform: VaultPlatform): string {
  return platform.random(16).toString('hex');
}

function envelopeOf(
  mark: Pick<Envelope, 'vault' | 'sequence' | 'generation' | 'previous'>,
  slots: readonly KeySlot[],
  body: Buffer,
  dataKey: Buffer,
): Envelope {
  const unsigned = { ...mark, slots: [...slots], bodyLength: body.length, bodyHash: bodyHash(body) };
  return authenticate(unsigned, dataKey);
}
