import { success, type Result } from '#core/result.ts';
import { sealForRecipient } from '#vault/container/recipient-slot.ts';
import { wrapUnderRecoveryKey } from '#vault/container/recovery-slot.ts';
import type { KeySlot } from '#vault/container/slots.ts';
import { unlock, type OpeningKey, type SlotName } from '#vault/container/unlock.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';

/** What could not be taken along to a new data key. */
export interface Dropped {
  /** True where there were recovery shares, which open the project no more. */
  readonly recovery: boolean;
  /** The number of slots for recipients of whom the project says nothing. */
  readonly recipients: number;
}

export const nothingDropped: Dropped = { recovery: false, recipients: 0 };

/** Slots that hold a data key, and what is not among them any more. */
export interface Rewrapped {
  readonly slots: readonly KeySlot[];
  readonly dropped: Dropped;
}

/**
 * Wraps another data key for the recipients that these slots are for, and under the recovery key, where it is at hand.
 * `recipientOf` says whom a slot is for; null where nobody knows.
 */
export async function rewrap(
  before: readonly KeySlot[],
  dataKey: Buffer,
  recovery: Buffer | null,
  recipientOf: (slot: string) => string | null,
  platform: VaultPlatform,
): Promise<Result<Rewrapped, VaultFailure>> {
  const slots: KeySlot[] = [];
  const dropped = { recovery: false, recipients: 0 };
  for (const slot of before) {
    if (slot.kind === 'recovery') {
      if (recovery === null) dropped.recovery = true;
      else slots.push(wrapUnderRecoveryKey(dataKey, recovery, slot, platform));
    } else if (slot.kind === 'recipient') {
      const recipient = recipientOf(slot.id);
      const sealed = recipient === null ? null : await sealForRecipient(dataKey, recipient, slot.id);
      if (sealed?.ok === false) return sealed;
      if (sealed === null) dropped.recipients += 1;
      else slots.push(sealed.value);
    }
  }
  return success({ slots, dropped });
}

/** The slots that keys open, each of which must open one; fails as {@link unlock} does. What they open is forgotten. */
export async function slotsOpenedBy(
  slots: readonly KeySlot[],
  keys: readonly OpeningKey[],
): Promise<Result<readonly SlotName[], VaultFailure>> {
  const opened: SlotName[] = [];
  for (const key of keys) {
    const unlocked = await unlock(slots, key);
    if (!unlocked.ok) return unlocked;
    unlocked.value.dataKey.fill(0);
    opened.push(unlocked.value.slot);
  }
  return success(opened);
}
