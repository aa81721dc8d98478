import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workingCopyPath } from '#vault/container.ts';
import { openDatabase } from '#vault/database.ts';
import type { VaultPlatform } from '#vault/platform.ts';
import { createVault, openVault } from '#vault/vault.ts';
import { codeOf, filesOf, passphrase, quickPlatform, temporaryFolder, valueOf } from './workshop.ts';

/** A project file as the version before releases left it when it was cut short. */
async function earlierVault(path: string): Promise<void> {
  const drawn: Buffer[] = [];
  const platform: VaultPlatform = {
    ...quickPlatform,
    random: (length) => {
      const bytes = quickPlatform.random(length);
      drawn.push(Buffer.from(bytes));
      return bytes;
    },
  };
  const start = { path, passphrase, projectName: 'AMS', text: 'entity MET' };
  const vault = valueOf(await createVault(start, platform));
  const [container, copy] = [readFileSync(path), readFileSync(workingCopyPath(path))];
  valueOf(vault.close());
  writeFileSync(path, container);
  writeFileSync(workingCopyPath(path), copy);
  const key = drawn.find(({ length }) => length === 32) ?? Buffer.alloc(0);
  const connection = valueOf(openDatabase(workingCopyPath(path), key, quickPlatform.nativeBinding));
  connection.exec('DROP TABLE approval; DROP TABLE public_release; PRAGMA user_version = 4');
  connection.close();
}

test('a project of the version before is opened with a backup of it beside it', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  await earlierVault(path);
  const before = filesOf(folder)['AMS.segl'];
  const vault = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(vault.latestRevision().text).toBe('entity MET');
  expect(valueOf(vault.ledger())).toEqual({ approvals: [], releases: [] });
  valueOf(vault.close());
  expect(filesOf(folder)['AMS.segl.version-4.backup']).toBe(before);
});

test('where no backup can be written the project stays as it was, and opens once there is room', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  await earlierVault(path);
  const before = filesOf(folder);
  const inTheWay = `${path}.version-4.backup`;
  mkdirSync(inTheWay);
  expect(codeOf(await openVault(path, passphrase, quickPlatform))).not.toBe('vault-in-use');
  expect(codeOf(await openVault(path, passphrase, quickPlatform))).not.toBe('vault-in-use');
  rmdirSync(inTheWay);
  expect(filesOf(folder)).toEqual(before);
  const vault = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(vault.latestRevision().text).toBe('entity MET');
  valueOf(vault.close());
});
