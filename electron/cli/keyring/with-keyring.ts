import { resolve } from 'node:path';
import type { StandardInput } from '#cli/console/standard-input.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { Result } from '#core/result.ts';
import { keyringLocked, KeyringSession } from '#project/keyring/keyring-session.ts';
import type { Keyring } from '#exchange/keyring/keyring.ts';
import { realPlatform } from '#vault/files/platform.ts';

/** The session of a keyring's file, which is not opened; null for none, and then it never is. */
export function keyringAt(file: string | null): KeyringSession {
  return new KeyringSession(file === null ? '' : resolve(file), realPlatform);
}

/** Opens a keyring with the passphrase on the next line of standard input. Fails as {@link KeyringSession.unlock} does. */
export async function unlockKeyring(
  keyring: KeyringSession,
  input: StandardInput,
): Promise<Result<Keyring, CallFailure>> {
  const passphrase = input.passphrase();
  return keyring.unlock(passphrase).finally(() => passphrase.fill(0));
}

/** Work on an open keyring. */
type KeyringWork<Value> = (
  open: Keyring,
  keyring: KeyringSession,
) => Result<Value, CallFailure> | Promise<Result<Value, CallFailure>>;

/** Has work done on a keyring, which is opened with the next line of standard input, and forgets its keys. */
export async function withKeyring<Value>(
  file: string,
  input: StandardInput,
  work: KeyringWork<Value>,
): Promise<Result<Value, CallFailure>> {
  const keyring = keyringAt(file);
  try {
    const opened = await unlockKeyring(keyring, input);
    if (!opened.ok) return opened;
    return keyring.open === null ? keyringLocked : await work(opened.value, keyring);
  } finally {
    keyring.lock();
    input.forget();
  }
}
