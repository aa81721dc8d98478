import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { readContainer, readHead } from '#vault/container/container.ts';
import { openDatabase } from '#vault/database/database.ts';
import { encodeContainer } from '#vault/container/envelope.ts';
import { schemaVersion } from '#vault/migrations/migrate.ts';
import { recoveryLogPath } from '#vault/files/file-names.ts';
import { encodeChanges } from '#vault/database/recorded-statements.ts';
import { RecoveryLog } from '#vault/recovery/recovery-log.ts';
import { nextEnvelope } from '#vault/container/next-envelope.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { EarlierProject } from '../../support/earlier-project.ts';
import {
  codeOf,
  dataKeyIn,
  filesOf,
  passphrase,
  quickPlatform,
  remembering,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

/** Puts a project of this version of the schema, and more in it, in the place of a new one; answers its key. */
async function vaultOfVersion(
  path: string,
  version: number,
  fill: (project: EarlierProject) => void = () => undefined,
): Promise<Buffer> {
  const { platform, drawn } = remembering();
  const start = { path, passphrase, projectName: 'AMS', text: 'entity MET' };
  valueOf(valueOf(await createVault(start, platform)).close());
  const dataKey = dataKeyIn(drawn);
  const bytes = readFileSync(path);
  const { envelope } = valueOf(readHead(path));

  const database = join(temporaryFolder(), 'body.db');
  if (version >= schemaVersion) writeFileSync(database, bytes.subarray(-envelope.bodyLength));
  const connection = valueOf(openDatabase(database, dataKey, undefined));
  if (version < schemaVersion) {
    fill(new EarlierProject(connection, version).text('entity MET', '2026-01-01T00:00:00.000Z'));
  }
  connection.pragma(`user_version = ${String(version)}`);
  connection.close();
  const body = readFileSync(database);
  writeFileSync(
    path,
    encodeContainer(nextEnvelope(envelope, envelope.slots, body, dataKey, quickPlatform), body),
  );
  return dataKey;
}

const backup = 'AMS.segl.version-4.backup';

test('a project of the version before is opened with a backup of it beside it', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  await vaultOfVersion(path, 4);
  const before = filesOf(folder)['AMS.segl'];
  const vault = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(vault.texts.latest().text).toBe('entity MET');
  expect(valueOf(vault.ledger.read())).toMatchObject({ approvals: [], overrulings: [], releases: [] });
  expect(vault.copiesBeside()).toEqual([backup]);
  valueOf(vault.close());
  expect(filesOf(folder)[backup]).toBe(before);
});

test('a backup neither follows nor replaces what has its name already', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const target = join(folder, 'mine.txt');
  writeFileSync(target, 'mine');
  await vaultOfVersion(path, 4);
  const before = filesOf(folder)['AMS.segl'];
  symlinkSync(target, join(folder, backup));
  const vault = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(readFileSync(target, 'utf8')).toBe('mine');
  const [made, ...others] = vault.copiesBeside().filter((name) => name !== backup);
  expect(others).toEqual([]);
  expect(filesOf(folder)[made ?? '']).toBe(before);
  valueOf(vault.close());
});

test('where a folder has the name of the backup the project opens all the same', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  await vaultOfVersion(path, 4);
  mkdirSync(join(folder, backup));
  const vault = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(vault.copiesBeside()).toHaveLength(2);
  valueOf(vault.close());
});

test('where no backup can be written the project stays as it was, and opens once there is room', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  await vaultOfVersion(path, 4);
  const before = filesOf(folder);
  const full = (): never => {
    throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
  };
  const platform = { ...quickPlatform, files: { ...quickPlatform.files, link: full } };
  expect(codeOf(await openVault(path, passphrase, platform))).toBe('vault-disk-full');
  expect(filesOf(folder)).toEqual(before);
  const vault = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(vault.texts.latest().text).toBe('entity MET');
  valueOf(vault.close());
});

test('what happened to owners before the program knew of it is told from the history that was there', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const fileHash = '1'.repeat(64);
  const said = { owner: 'b', organisation: 'Meter vendor', approver: 'Head', day: '2026-01-31', fileHash };
  await vaultOfVersion(path, 5, (project) => {
    const at = '2026-01-01T00:00:00.000Z';
    const grid = { id: 'a', organisation: 'Grid operator' };
    const both = { ...emptyDossier, owners: [grid, { id: 'b', organisation: 'Meter vendor' }] };
    project.dossier(emptyDossier, both, at);
    project.letter({ ...said, decision: 'approved' }, at);
    project.letter({ ...said, decision: 'withdrawn' }, at);
    project.dossier(both, { ...emptyDossier, owners: [grid] }, '2026-01-01T00:00:01.000Z');
  });
  const vault = valueOf(await openVault(path, passphrase, quickPlatform));
  const changes = valueOf(vault.ledger.read()).ownerChanges;
  expect(changes.map(({ kind, organisation }) => [kind, organisation])).toEqual([
    ['named', 'Grid operator'],
    ['named', 'Meter vendor'],
    ['removed', 'Meter vendor'],
  ]);
  expect(valueOf(vault.ledger.positionsOn(fileHash))).toMatchObject([
    { owner: { id: 'a' }, named: true, last: null },
    { owner: { id: 'b' }, named: false, last: { decision: 'withdrawn' } },
  ]);
  valueOf(vault.close());
});

test('a project of a newer version is refused and left as it is', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  await vaultOfVersion(path, schemaVersion + 1);
  const before = filesOf(folder);
  expect(codeOf(await openVault(path, passphrase, quickPlatform))).toBe('vault-newer');
  expect(filesOf(folder)).toEqual(before);
});

test('a project of a newer version is refused with what lies beside it left in its place', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  await vaultOfVersion(path, schemaVersion + 1);
  // What a newer version left there need not be a log that this one can read.
  writeFileSync(recoveryLogPath(path), 'work that was not sealed');
  const before = filesOf(folder);
  expect(codeOf(await openVault(path, passphrase, quickPlatform))).toBe('vault-newer');
  expect(filesOf(folder)).toEqual(before);
});

/** Leaves one change beside a project as a version of the program with this schema would have. */
function leaveWork(path: string, dataKey: Buffer, schema: number): void {
  const { vault, generation } = valueOf(readHead(path)).envelope;
  const log = RecoveryLog.begin(path, { vault, generation }, dataKey, quickPlatform);
  const sql = 'INSERT INTO revision (parent, created_at, text) VALUES (?, ?, ?) RETURNING *';
  const parameters = [1, '2026-01-02T00:00:00.000Z', 'entity COS'];
  log.append(encodeChanges({ schema, changes: [{ sql, parameters }] }));
  log.close();
}

test('work that the version before left is taken over on its own schema, then brought up to date', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  leaveWork(path, await vaultOfVersion(path, 4), 4);
  const vault = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(vault.recovered).toBe(true);
  expect(vault.texts.latest().text).toBe('entity COS');
  expect(valueOf(vault.ledger.read())).toMatchObject({ approvals: [], releases: [] });
  valueOf(vault.close());
});

test('what was saved on a project that was just brought up to date is there after a kill before it is sealed', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  await vaultOfVersion(path, 4);
  const vault = valueOf(await openVault(path, passphrase, quickPlatform));
  const said = { owner: 'b', organisation: 'Meter vendor', approver: 'Head', day: '2026-01-31' };
  valueOf(vault.ledger.addApproval({ ...said, fileHash: '1'.repeat(64), decision: 'approved' }));
  const [container, log] = [path, recoveryLogPath(path)].map((place) => readFileSync(place));
  valueOf(vault.close());
  writeFileSync(path, container ?? '');
  writeFileSync(recoveryLogPath(path), log ?? '');
  const opened = valueOf(await openVault(path, passphrase, quickPlatform));
  expect([opened.recovered, opened.setAside]).toEqual([true, false]);
  expect(valueOf(opened.ledger.read()).approvals).toMatchObject([said]);
  valueOf(opened.close());
});

test('work that cannot be done again as a whole is not done in part, and is kept', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const dataKey = await vaultOfVersion(path, schemaVersion);
  const { vault: id, generation } = valueOf(readHead(path)).envelope;
  const log = RecoveryLog.begin(path, { vault: id, generation }, dataKey, quickPlatform);
  const good = { sql: 'UPDATE project SET name = ?', parameters: ['changed'] };
  log.append(encodeChanges({ schema: schemaVersion, changes: [good] }));
  log.append(
    encodeChanges({ schema: schemaVersion, changes: [{ sql: 'DELETE FROM nowhere', parameters: [] }] }),
  );
  log.close();
  const vault = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(vault.project.name).toBe('AMS');
  expect([vault.recovered, vault.setAside]).toEqual([false, true]);
  valueOf(vault.close());
  expect(Object.keys(filesOf(folder)).filter((name) => name.endsWith('.kept'))).toHaveLength(1);
});

test('work that a newer version left is not lost by opening with this one', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  leaveWork(path, await vaultOfVersion(path, schemaVersion), schemaVersion + 1);
  const before = filesOf(folder);
  expect(codeOf(await openVault(path, passphrase, quickPlatform))).toBe('vault-newer');
  expect(filesOf(folder)).toEqual(before);
});

test('a container that is read is the one that was looked at', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  await vaultOfVersion(path, schemaVersion);
  const { envelope } = valueOf(readHead(path));
  valueOf(valueOf(await openVault(path, passphrase, quickPlatform)).close());
  expect(codeOf(readContainer(path, envelope))).toBe('vault-in-use');
});
