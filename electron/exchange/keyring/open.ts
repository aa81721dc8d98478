import { success, type Result } from '#core/result.ts';
import { refuse, type ExchangeFailure } from '#exchange/failure.ts';
import type { Identity } from '#exchange/identity/identity.ts';
import { placeNewFile, readContainer, readHead, removeUnfinished } from '#vault/container/container.ts';
import { encodeHead, isAuthentic } from '#vault/container/envelope.ts';
import { firstEnvelope } from '#vault/container/next-envelope.ts';
import {
  checkNewPassphrase,
  wrapUnderPassphrase,
  type Passphrase,
} from '#vault/container/passphrase-slot.ts';
import { unlock } from '#vault/container/unlock.ts';
import { fileFailure } from '#vault/files/failure.ts';
import { realPlatform, type VaultPlatform } from '#vault/files/platform.ts';
import { emptyKeyring } from './content.ts';
import { keyringFailure } from './failure.ts';
import { checkBody, decodeBody, encodeBody, longestKeyring } from './keyring-format.ts';
import { Keyring } from './keyring.ts';

/**
 * Makes a keyring for an identity where nothing is yet. `keyring-exists`, `keyring-unwritable`, `passphrase-too-short`,
 * `passphrase-too-long`. The passphrase is not zeroed here.
 */
export async function createKeyring(
  path: string,
  passphrase: Passphrase,
  identity: Identity,
  platform: VaultPlatform = realPlatform,
): Promise<Result<Keyring, ExchangeFailure>> {
  const judged = checkNewPassphrase(passphrase);
  if (!judged.ok) return keyringFailure(judged.error, 'writing');
  const dataKey = platform.random(32);
  const slot = await wrapUnderPassphrase(dataKey, passphrase, platform);
  const body = encodeBody({ identity, content: emptyKeyring }, dataKey, platform.random(12));
  const envelope = firstEnvelope([slot], body, dataKey, platform);
  try {
    placeNewFile(path, [encodeHead(envelope), body], platform);
  } catch (error) {
    dataKey.fill(0);
    return keyringFailure({ code: fileFailure(error) }, 'writing');
  }
  return success(new Keyring({ path, identity, content: emptyKeyring, envelope, dataKey }, platform));
}

/**
 * Opens a keyring. Whatever it refuses it leaves untouched: `keyring-missing`, `keyring-not-a-keyring`, `keyring-newer`,
 * `keyring-damaged`, `keyring-passphrase-wrong`, `keyring-unreadable`. The passphrase is not zeroed here.
 */
export async function openKeyring(
  path: string,
  passphrase: Passphrase,
  platform: VaultPlatform = realPlatform,
): Promise<Result<Keyring, ExchangeFailure>> {
  const head = readHead(path);
  if (!head.ok) return keyringFailure(head.error, 'reading');
  // A project is told before its passphrase is tried, and its body is not read.
  if (head.value.envelope.bodyLength > longestKeyring) return refuse('keyring-not-a-keyring');
  const container = readContainer(path, head.value.envelope);
  if (!container.ok) return keyringFailure(container.error, 'reading');
  const { envelope, body } = container.value;
  const checked = checkBody(body);
  if (!checked.ok) return checked;
  const unlocked = await unlock(envelope.slots, { kind: 'passphrase', passphrase });
  if (!unlocked.ok) return keyringFailure(unlocked.error, 'reading');
  const { dataKey } = unlocked.value;
  const parts = isAuthentic(envelope, dataKey) ? await decodeBody(body, dataKey) : refuse('keyring-damaged');
  if (!parts.ok) {
    dataKey.fill(0);
    return parts;
  }
  removeLeftovers(path, platform);
  return success(new Keyring({ path, ...parts.value, envelope, dataKey }, platform));
}

// An unfinished file of a writing that was cut short may open with an old passphrase. Where it cannot be taken away, the
// keyring opens all the same.
function removeLeftovers(path: string, platform: VaultPlatform): void {
  try {
    removeUnfinished(path, platform);
  } catch {
    // The folder cannot be listed.
  }
}
