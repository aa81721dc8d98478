import { resolve } from 'node:path';
import type { CommandFailure } from '#cli/console/console.ts';
import type { StandardInput } from '#cli/console/standard-input.ts';
import type { Result } from '#core/result.ts';
import type { Keyring } from '#exchange/keyring/keyring.ts';
import { KeyringSession } from '#project/keyring/keyring-session.ts';
import { realPlatform } from '#vault/files/platform.ts';

/** The session of a keyring's file, which is not opened; null for none, and then it never is. */
export function keyringAt(file: string | null): KeyringSession {
  return new KeyringSession(file === null ? '' : resolve(file), realPlatform);
}

/** Opens a keyring with the passphrase on the next line of standard input. Fails as {@link KeyringSession.unlock} does. */
export async function unlockKeyring(
  keyring: KeyringSession,
  input: StandardInput,
): Promise<Result<Keyring, CommandFailure>> {
  const passphrase = input.passphrase();
  return keyring.unlock(passphrase).finally(() => passphrase.fill(0));
}

/** Has work done on a keyring, which is opened with the next line of standard input, and forgets its keys. */
export async function withKeyring<Value>(
  file: string,
  input: StandardInput,
  work: (
    open: Keyring,
    keyring: KeyringSession,
  ) => Result<Value, CommandFailure> | Promise<Result<Value, CommandFailure>>,
): Promise<Result<Value, CommandFailure>> {
  const keyring = keyringAt(file);
  try {
    const opened = await unlockKeyring(keyring, input);
    return opened.ok ? await work(opened.value, keyring) : opened;
  } finally {
    keyring.lock();
    input.forget();
  }
}
