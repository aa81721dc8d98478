import { lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { readHead } from '#vault/container/container.ts';
import { openDatabase } from '#vault/database/database.ts';
import { lockPath, recoveryLogPath } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { createVault } from '#vault/opening/create.ts';
import { makeWorkingCopy } from '#vault/database/working-copy.ts';
import {
  codeOf,
  dataKeyIn,
  passphrase,
  quickPlatform,
  remembering,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';
import { open, newVaultAt, snapshot } from '../recovery/left-behind.ts';

// A rollback journal as SQLite leaves it when it is killed in a transaction, and the database as it is after that one: whole
// by itself, and taken back by the journal.
function hotJournal(folder: string, key: Buffer, body: Buffer): { journal: Buffer; pages: Buffer } {
  const database = join(folder, 'old.db');
  writeFileSync(database, body);
  const connection = new Database(database);
  connection.pragma(`cipher = 'sqlcipher'`);
  connection.pragma('legacy = 4');
  connection.pragma(`key = "x'${key.toString('hex')}'"`);
  connection.pragma('cache_size = 1');
  connection.pragma('cache_spill = 1');
  connection.exec(`BEGIN; UPDATE project SET name = 'changed later'; CREATE TABLE filler (text TEXT)`);
  connection.exec(`INSERT INTO filler SELECT hex(randomblob(2000)) FROM project, (SELECT 1 UNION SELECT 2)`);
  for (let count = 0; count < 200; count += 1)
    connection.exec('INSERT INTO filler SELECT hex(randomblob(2000))');
  const journal = readFileSync(`${database}-journal`);
  connection.exec('COMMIT');
  connection.close();
  const pages = readFileSync(database);
  rmSync(database);
  return { journal, pages };
}

test('a journal that was copied while the project was open earlier changes nothing, wherever it is planted', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const { platform, drawn } = remembering();
  const start = { path, passphrase, projectName: 'AMS', text: 'text 0' };
  valueOf(valueOf(await createVault(start, platform)).close());
  const { envelope } = valueOf(readHead(path));
  const old = readFileSync(path).subarray(-envelope.bodyLength);
  const { journal, pages } = hotJournal(temporaryFolder(), dataKeyIn(drawn), old);
  // The journal is one that SQLite does play where it is believed.
  const victim = join(temporaryFolder(), 'victim.db');
  writeFileSync(victim, pages);
  writeFileSync(`${victim}-journal`, journal);
  const rolledBack = valueOf(openDatabase(victim, dataKeyIn(drawn), undefined));
  expect(rolledBack.prepare('SELECT name FROM project').get()).toEqual({ name: 'AMS' });
  rolledBack.close();

  const vault = await open(path);
  valueOf(vault.texts.save('text 1'));
  valueOf(vault.close());
  const places = [path, recoveryLogPath(path), lockPath(path)];
  for (const place of places)
    for (const ending of ['-journal', '-wal', '-shm']) writeFileSync(`${place}${ending}`, journal);
  const opened = await open(path);
  expect(opened.texts.latest().text).toBe('text 1');
  valueOf(opened.close());
  const again = await open(path);
  expect(again.texts.latest().text).toBe('text 1');
  valueOf(again.close());
});

test('what is played into a working copy before SQLite has its lock is found before anything is done with it', async () => {
  const folder = temporaryFolder();
  const { platform, drawn } = remembering();
  const source = join(folder, 'AMS.segl');
  const start = { path: source, passphrase, projectName: 'AMS', text: 'text 0' };
  valueOf(valueOf(await createVault(start, platform)).close());
  const dataKey = dataKeyIn(drawn);
  const { envelope } = valueOf(readHead(source));
  const body = readFileSync(source).subarray(-envelope.bodyLength);
  const { journal, pages } = hotJournal(temporaryFolder(), dataKey, body);
  const place = join(temporaryFolder(), 'copy');
  writeFileSync(`${place}-journal`, journal);
  expect(codeOf(makeWorkingCopy(place, pages, dataKey, quickPlatform))).toBe('vault-damaged');
  rmSync(`${place}-journal`, { force: true });
  valueOf(makeWorkingCopy(place, pages, dataKey, quickPlatform)).close();
});

test('a working copy has no name while its project is open, and no two have the same', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const names: string[] = [];
  const { files } = quickPlatform;
  const platform: VaultPlatform = {
    ...quickPlatform,
    files: { ...files, open: (name, ...given) => (names.push(String(name)), files.open(name, ...given)) },
  };
  valueOf((await newVaultAt(path)).close());
  for (let count = 0; count < 2; count += 1) {
    const vault = await open(path, platform);
    expect(readdirSync(folder).toSorted()).toEqual([
      '.AMS.segl.holder',
      '.AMS.segl.lock',
      '.AMS.segl.work',
      'AMS.segl',
    ]);
    valueOf(vault.close());
  }
  const copies = names.map((name) => basename(name)).filter((name) => name.endsWith('.open'));
  expect(copies).toHaveLength(2);
  expect(new Set(copies).size).toBe(2);
  expect(copies.every((name) => /^\.AMS\.segl\.[0-9a-f]{32}\.open$/u.test(name))).toBe(true);
});

test('nobody else reads what lies beside an open project, nor what was taken over', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const folder = dirname(path);
  const vault = await newVaultAt(path);
  const modes = (): ReadonlySet<number> =>
    new Set(readdirSync(folder).map((name) => lstatSync(join(folder, name)).mode & 0o777));
  expect(modes()).toEqual(new Set([0o600]));
  valueOf(vault.texts.save('text 1'));
  const { log, container } = snapshot(path);
  valueOf(vault.close());
  writeFileSync(path, container);
  writeFileSync(recoveryLogPath(path), log, { mode: 0o644 });
  const opened = await open(path);
  expect(opened.recovered).toBe(true);
  expect(modes()).toEqual(new Set([0o600]));
  valueOf(opened.close());
});
