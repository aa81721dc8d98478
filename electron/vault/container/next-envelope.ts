import { randomUUID } from 'node:crypto';
import { authenticate, bodyHash, type Envelope } from '#vault/container/envelope.ts';
import type { KeySlot } from '#vault/container/slots.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';

/** The generation before the first one. */
export const noGeneration = '0'.repeat(32);

/** The envelope of the first writing of a new vault. */
export function firstEnvelope(
  slots: readonly KeySlot[],
  body: Buffer,
  dataKey: Buffer,
  platform: VaultPlatform,
  vault: string = randomUUID(),
): Envelope {
  const start = { vault, sequence: 1, previous: noGeneration };
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
  const written = { format: 2, bodyLength: body.length, bodyHash: bodyHash(body) } as const;
  return authenticate({ ...mark, ...written, slots: [...slots] }, dataKey);
}
