import { readdirSync, readFileSync } from 'node:fs';
import { recoveryLogPath } from '#vault/files/file-names.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { Vault } from '#vault/vault.ts';
import { passphrase, quickPlatform, valueOf } from '../../support/vault-platform.ts';

/** The project in a file, which must open. */
export const open = async (path: string, platform = quickPlatform): Promise<Vault> =>
  valueOf(await openVault(path, passphrase, platform));

/** A new project in a file, open. */
export async function newVaultAt(path: string): Promise<Vault> {
  const start = { path, passphrase, projectName: 'AMS', text: 'text 0' };
  return valueOf(await createVault(start, quickPlatform));
}

/** The names of what was set aside in a folder. */
export const keptIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.kept'));

/** The log as it is, and the container that it follows: what a kill would leave now. */
export function snapshot(path: string): { readonly log: Buffer; readonly container: Buffer } {
  return { log: readFileSync(recoveryLogPath(path)), container: readFileSync(path) };
}
