import type { CallFailure } from '#contract/failures.ts';
import { success, type Result } from '#core/result.ts';
import { foreignOf, noteReceived, type ReceivedFile } from '#project/exchange/received-file.ts';
import { memoryOf } from '#project/keyring/keyring-memory.ts';
import type { KeyringSession } from '#project/keyring/keyring-session.ts';
import type { Passphrase } from '#vault/container/passphrase-slot.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { createVault } from '#vault/opening/create.ts';

/** Where a new project is to lie, and its passphrase, which is not zeroed here. */
export interface ReceivedPlace {
  readonly path: string;
  readonly passphrase: Passphrase;
}

/**
 * Makes a new project file with everything that a sealed file has, and notes in the keyring that it was taken over and where.
 * Fails as `createVault` and `Keyring.change` do; where only the keyring could not be written, the project is there.
 */
export async function receiveProject(
  file: ReceivedFile,
  { path, passphrase }: ReceivedPlace,
  keyring: KeyringSession,
  platform: VaultPlatform,
): Promise<Result<null, CallFailure>> {
  const { name, classification } = file.opened.shared.project;
  const memory = memoryOf(keyring.open, platform.clock);
  const received = { name, classification, foreign: foreignOf(file) };
  const { author, signOpening } = memory;
  const created = await createVault({ path, passphrase, received }, { ...platform, author, signOpening });
  if (!created.ok) return created;
  const vault = created.value;
  memory.noteOpened(vault, path);
  memory.noteHead(vault);
  const closed = vault.close();
  if (!closed.ok) return closed;
  const noted = noteReceived(file, keyring);
  return noted.ok ? success(null) : noted;
}
