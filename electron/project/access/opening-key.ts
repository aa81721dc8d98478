import type { ChannelInput } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import { combineShares } from '#exchange/recovery/recovery-key.ts';
import { parseShare } from '#exchange/recovery/share-text.ts';
import { keyringLocked, type KeyringSession } from '#project/keyring/keyring-session.ts';
import { readHead } from '#vault/container/container.ts';
import type { ShareCount } from '#vault/container/recovery-slot.ts';
import type { OpeningKey } from '#vault/container/unlock.ts';

/** What somebody gives to open a project. */
type GivenKey = ChannelInput<'project.unlock'>['key'];

/** The key that somebody gives or has in an open keyring; `keyring-locked`. Whoever has it forgets it after use. */
export function openingKey(
  key: Exclude<GivenKey, { readonly kind: 'recovery' }>,
  { open }: KeyringSession,
): Result<OpeningKey, CallFailure> {
  if (key.kind === 'passphrase') return success(key);
  return open === null
    ? keyringLocked
    : success({ kind: 'identity', secret: open.identity.secret('hybrid') });
}

/** The key that recovery shares make, as they were typed. Fails as `combineShares` does. */
export async function recoveredKey(shares: readonly string[]): Promise<Result<OpeningKey, CallFailure>> {
  const combined = await combineShares(shares);
  return combined.ok
    ? success({ kind: 'recovery', key: combined.value.key })
    : failure({ code: combined.error.code });
}

/** Fills a key with zeros, as far as it is bytes. */
export function forgetKey(key: OpeningKey): void {
  if (key.kind === 'passphrase') key.passphrase.fill(0);
  if (key.kind === 'recovery') key.key.fill(0);
}

/** How many recovery shares open a project's file; null where none do. Fails as a project's file is refused. */
export function recoverySlotOf(path: string): Result<ShareCount | null, CallFailure> {
  const head = readHead(path);
  if (!head.ok) return head;
  const slot = head.value.envelope.slots.find(({ kind }) => kind === 'recovery');
  if (slot?.kind !== 'recovery') return success(null);
  return success({ threshold: slot.threshold, shares: slot.shares });
}

/** What there is to say of a recovery share while it is typed. */
export interface ShareCheck {
  readonly verdict: 'valid' | 'incomplete' | 'damaged' | 'foreign';
  /** Which one of its set it is; null where that cannot be told. */
  readonly number: number | null;
}

/** The number of signs that a share has, beside what is for people only. */
const shareSigns = 80;

/** Looks at a recovery share for the project file of this path. */
export function checkShare(path: string | null, typed: string): Result<ShareCheck, CallFailure> {
  if (path === null) return failure({ code: 'project-not-chosen' });
  const head = readHead(path);
  if (!head.ok) return head;
  const share = parseShare(typed);
  if (!share.ok) {
    const isShort =
      (
        typed
          .trim()
          .split(/\n\s*\n/u)
          .at(-1) ?? ''
      ).replaceAll(/[\s-]/gu, '').length < shareSigns;
    return success({ verdict: isShort ? 'incomplete' : 'damaged', number: null });
  }
  const isOurs = head.value.envelope.vault.replaceAll('-', '').startsWith(share.value.vault);
  return success({ verdict: isOurs ? 'valid' : 'foreign', number: share.value.index });
}
