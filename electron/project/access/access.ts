import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Card } from '#exchange/card/card.ts';
import { divideRecoveryKey } from '#exchange/recovery/recovery-key.ts';
import { colleagueOf } from '#exchange/keyring/colleagues.ts';
import { keyringLocked, type KeyringSession } from '#project/keyring/keyring-session.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { Dropped } from '#vault/access/rewrap.ts';
import type { Passphrase } from '#vault/container/passphrase-slot.ts';
import { recoveryKeyLength, type ShareCount } from '#vault/container/recovery-slot.ts';
import { realPlatform } from '#vault/files/platform.ts';

/** The card of the analyst's own or of a colleague; null where the open keyring has none with this fingerprint. */
export function cardOf({ open }: KeyringSession, fingerprint: string): Card | null {
  if (open?.content == null) return null;
  const own = open.identity.card;
  return own.fingerprint === fingerprint ? own : (colleagueOf(open.content, fingerprint)?.card ?? null);
}

/** Lets a colleague, or the analyst, open the project's file with a keyring. `keyring-locked`, `card-unknown`, and as `Recipients.add`. */
export async function letOpen(
  { vault }: OpenProject,
  keyring: KeyringSession,
  fingerprint: string,
): Promise<Result<null, CallFailure>> {
  if (keyring.open === null) return keyringLocked;
  const card = cardOf(keyring, fingerprint);
  if (card === null) return failure({ code: 'card-unknown' });
  const { name, organisation, hybridKey } = card;
  const added = await vault.recipients.add({ fingerprint, name, organisation, recipient: hybridKey });
  return added.ok ? success(null) : added;
}

/** Has a recipient open the project no more. Fails as `Recipients.remove` does. */
export async function letOpenNoMore(
  { vault }: OpenProject,
  keyring: KeyringSession,
  { slot, passphrase }: { readonly slot: string; readonly passphrase: Passphrase | null },
): Promise<Result<Dropped, CallFailure>> {
  const identity = keyring.open?.identity.secret('hybrid');
  // The analyst's own slot is none to stay in when it is taken away: whether it opens is up to the vault.
  const isOwn = vault.recipients.list().some((each) => each.slot === slot && isOf(each.card, keyring));
  return vault.recipients.remove(slot, {
    ...(passphrase === null ? {} : { passphrase }),
    ...(identity === undefined || isOwn || passphrase !== null ? {} : { identity }),
  });
}

/** Divides a new recovery key into printed shares, which are kept nowhere. Fails as `divideRecoveryKey` and `Recipients.setRecovery` do. */
export async function makeRecoveryShares(
  { vault }: OpenProject,
  counts: ShareCount,
): Promise<Result<readonly string[], CallFailure>> {
  const key = realPlatform.random(recoveryKeyLength);
  try {
    const divided = await divideRecoveryKey(
      key,
      { threshold: counts.threshold, count: counts.shares },
      { vault: vault.head().vault, set: realPlatform.random(4) },
    );
    if (!divided.ok) return divided;
    const set = await vault.recipients.setRecovery(key, counts);
    return set.ok ? divided : set;
  } finally {
    key.fill(0);
  }
}

function isOf(card: { readonly fingerprint: string } | null, { open }: KeyringSession): boolean {
  return card !== null && card.fingerprint === open?.identity.card.fingerprint;
}
