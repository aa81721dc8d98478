import { z } from 'zod';

/** Bounds on the slots of one container. */
export const slotBounds = {
  passphrases: 1,
  recipients: 64,
  recoveries: 1,
  /** The longest file of age around a data key, in characters of base64: one of a hybrid recipient has 2,256. */
  sealed: 3_072,
  /** The number of shares that a recovery key is divided into, and of those that are needed. */
  shares: { least: 2, most: 255 },
} as const;

/** A field of this many bytes, in lower-case hexadecimal. */
export const bytes = (length: number): z.ZodString =>
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

const recipientSlot = z.strictObject({
  kind: z.literal('recipient'),
  id: bytes(16),
  sealed: z
    .string()
    .max(slotBounds.sealed)
    .refine((text) => Buffer.from(text, 'base64').toString('base64') === text),
});

const shareCount = z.int().min(slotBounds.shares.least).max(slotBounds.shares.most);
const recoverySlot = z
  .strictObject({
    kind: z.literal('recovery'),
    threshold: shareCount,
    shares: shareCount,
    salt: bytes(16),
    nonce: bytes(12),
    wrapped: bytes(32),
    tag: bytes(16),
  })
  .refine(({ threshold, shares }) => threshold <= shares);

/** A data key wrapped under a passphrase. Binary fields are lower-case hexadecimal. */
export type PassphraseSlot = z.output<typeof passphraseSlot>;

/**
 * A data key for one recipient: `sealed` is a file of age in base64, whose content is the key. `id` is random and says
 * nothing of who it is: that is in the database.
 */
export type RecipientSlot = z.output<typeof recipientSlot>;

/** A data key wrapped under a recovery key, which is divided into `shares`, of which `threshold` are needed. */
export type RecoverySlot = z.output<typeof recoverySlot>;

export type KeySlot = PassphraseSlot | RecipientSlot | RecoverySlot;

/** The slots of format 1. One passphrase, one derivation: a header cannot ask for more work than a slot's bounds allow. */
export const slotsOfFormat1 = z.array(z.discriminatedUnion('kind', [passphraseSlot])).length(1);

/** The slots of format 2. One passphrase, one derivation, here too; and few enough recipients to try them all. */
export const slotsOfFormat2 = z
  .array(z.discriminatedUnion('kind', [passphraseSlot, recipientSlot, recoverySlot]))
  .min(1)
  .refine((slots) => countOf(slots, 'passphrase') <= slotBounds.passphrases)
  .refine((slots) => countOf(slots, 'recipient') <= slotBounds.recipients)
  .refine((slots) => countOf(slots, 'recovery') <= slotBounds.recoveries)
  .refine((slots) => {
    const ids = slots.flatMap((slot) => (slot.kind === 'recipient' ? [slot.id] : []));
    return new Set(ids).size === ids.length;
  });

function countOf(slots: readonly KeySlot[], kind: KeySlot['kind']): number {
  return slots.filter((slot) => slot.kind === kind).length;
}

/** The fields of a slot in the one order in which they are authenticated. */
export function canonicalSlot(slot: KeySlot): readonly (string | number)[] {
  if (slot.kind === 'recipient') return [slot.kind, slot.id, slot.sealed];
  const { kind, salt, nonce, wrapped, tag } = slot;
  if (kind === 'recovery') return [kind, slot.threshold, slot.shares, salt, nonce, wrapped, tag];
  return [kind, slot.memory, slot.passes, slot.lanes, salt, nonce, wrapped, tag];
}
