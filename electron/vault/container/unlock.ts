import { success, type Result } from '#core/result.ts';
import { unwrapWithPassphrase, type Passphrase } from '#vault/container/passphrase-slot.ts';
import { openAsRecipient } from '#vault/container/recipient-slot.ts';
import { unwrapWithRecoveryKey } from '#vault/container/recovery-slot.ts';
import type { KeySlot } from '#vault/container/slots.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';

/** What somebody opens a project with: a passphrase, the secret of an identity of age, or a recovery key. */
export type OpeningKey =
  | { readonly kind: 'passphrase'; readonly passphrase: Passphrase }
  | { readonly kind: 'identity'; readonly secret: string }
  | { readonly kind: 'recovery'; readonly key: Buffer };

/** Names a slot: there is one of a kind, but of recipients. */
export type SlotName =
  | { readonly kind: 'passphrase' }
  | { readonly kind: 'recipient'; readonly id: string }
  | { readonly kind: 'recovery' };

/** True where this is the slot of that name. */
export function isNamed(slot: KeySlot, name: SlotName): boolean {
  if (slot.kind !== 'recipient' || name.kind !== 'recipient') return slot.kind === name.kind;
  return slot.id === name.id;
}

/** A data key, and the slot that it was taken out of. */
export interface Unlocked {
  readonly dataKey: Buffer;
  readonly slot: SlotName;
}

/**
 * Takes the data key out of the slot that a key opens. At most one derivation from a passphrase, at most one attempt for
 * each recipient. Where none opens: `passphrase-wrong`, or `vault-no-passphrase` where the project has none;
 * `vault-identity-unknown`; `vault-recovery-refused`.
 */
export async function unlock(
  slots: readonly KeySlot[],
  key: OpeningKey,
): Promise<Result<Unlocked, VaultFailure>> {
  if (key.kind === 'identity') {
    const recipients = slots.filter((slot) => slot.kind === 'recipient');
    const opened = await openAsRecipient(recipients, key.secret);
    if (opened === null) return refuse('vault-identity-unknown');
    return success({ dataKey: opened.dataKey, slot: { kind: 'recipient', id: opened.id } });
  }
  if (key.kind === 'recovery') {
    const slot = slots.find((each) => each.kind === 'recovery');
    const dataKey = slot === undefined ? null : unwrapWithRecoveryKey(slot, key.key);
    return dataKey === null
      ? refuse('vault-recovery-refused')
      : success({ dataKey, slot: { kind: 'recovery' } });
  }
  const slot = slots.find((each) => each.kind === 'passphrase');
  if (slot === undefined) return refuse('vault-no-passphrase');
  const dataKey = await unwrapWithPassphrase(slot, key.passphrase);
  return dataKey.ok ? success({ dataKey: dataKey.value, slot: { kind: 'passphrase' } }) : dataKey;
}
