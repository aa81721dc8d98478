import { closeSync } from 'node:fs';
import { placeNewFile, type ContainerHead } from '#vault/container/container.ts';
import { backupPath } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { openRegular, readAt, sizeOf } from '#vault/files/regular-file.ts';

/**
 * Keeps a container as it is, beside the project, before its schema is brought up to date. Whatever has the name of the
 * backup already stays, and is not followed: the backup then gets a name of its own, unless it is that file. Throws as
 * node:fs does.
 */
export function backUp(
  path: string,
  version: number,
  container: ContainerHead & { readonly body: Buffer },
  platform: VaultPlatform,
): void {
  const parts = [container.bytes, container.body];
  const place = backupPath(path, version, '');
  try {
    placeNewFile(place, parts, platform);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    if (isMadeOf(place, parts)) return;
    placeNewFile(backupPath(path, version, `-${platform.random(4).toString('hex')}`), parts, platform);
  }
}

function isMadeOf(place: string, parts: readonly Buffer[]): boolean {
  const whole = Buffer.concat(parts);
  try {
    const file = openRegular(place);
    try {
      return sizeOf(file) === whole.length && readAt(file, 0, whole.length).equals(whole);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
