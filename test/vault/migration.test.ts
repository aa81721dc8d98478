import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workingCopyPath } from '#vault/container.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { openDatabase } from '#vault/database.ts';
import type { VaultPlatform } from '#vault/platform.ts';
import { createVault, openVault, type Vault } from '#vault/vault.ts';
import { codeOf, filesOf, passphrase, quickPlatform, temporaryFolder, valueOf } from './workshop.ts';

/** How to undo the newest migrations, the newest first. */
const undone = {
  5: `DROP TRIGGER owner_change_unchanged; DROP TRIGGER owner_change_kept; DROP TRIGGER owner_change_unreplaced;
      DROP TABLE overruling; ALTER TABLE public_release DROP COLUMN overrulings; PRAGMA user_version = 5`,
  4: 'DROP TABLE approval; DROP TABLE public_release; PRAGMA user_version = 4',
} as const;

/** A project file as an earlier version left it when it was cut short, with what is asked for still done before. */
async function earlierVault(
  path: string,
  version: 4 | 5 = 4,
  work: (vault: Vault) => void = () => undefined,
): Promise<void> {
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
  work(vault);
  const [container, copy] = [readFileSync(path), readFileSync(workingCopyPath(path))];
  valueOf(vault.close());
  writeFileSync(path, container);
  writeFileSync(workingCopyPath(path), copy);
  const key = drawn.find(({ length }) => length === 32) ?? Buffer.alloc(0);
  const connection = valueOf(openDatabase(workingCopyPath(path), key, quickPlatform.nativeBinding));
  connection.exec(undone[5]);
  if (version === 4) connection.exec(undone[4]);
  connection.close();
}

test('a project of the version before is opened with a backup of it beside it', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  await earlierVault(path);
  const before = filesOf(folder)['AMS.segl'];
  const vault = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(vault.latestRevision().text).toBe('entity MET');
  expect(valueOf(vault.ledger())).toMatchObject({ approvals: [], overrulings: [], releases: [] });
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

test('what happened to owners before the program knew of it is told from the history that was there', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const fileHash = '1'.repeat(64);
  const said = { owner: 'b', organisation: 'Meter vendor', approver: 'Head', day: '2026-01-31', fileHash };
  await earlierVault(path, 5, (vault) => {
    const grid = { id: 'a', organisation: 'Grid operator' };
    valueOf(
      vault.saveDossier({ ...emptyDossier, owners: [grid, { id: 'b', organisation: 'Meter vendor' }] }),
    );
    valueOf(vault.addApproval({ ...said, decision: 'approved' }));
    valueOf(vault.addApproval({ ...said, decision: 'withdrawn' }));
    valueOf(vault.saveDossier({ ...emptyDossier, owners: [grid] }));
  });
  const vault = valueOf(await openVault(path, passphrase, quickPlatform));
  const changes = valueOf(vault.ledger()).ownerChanges;
  expect(changes.map(({ kind, organisation }) => [kind, organisation])).toEqual([
    ['named', 'Grid operator'],
    ['named', 'Meter vendor'],
    ['removed', 'Meter vendor'],
  ]);
  expect(valueOf(vault.standings(fileHash))).toMatchObject([
    { owner: { id: 'a' }, named: true, last: null },
    { owner: { id: 'b' }, named: false, last: { decision: 'withdrawn' } },
  ]);
  valueOf(vault.close());
});
