import {
  copyFileSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { readHead } from '#vault/container/container.ts';
import { openDatabase } from '#vault/database/database.ts';
import { lockPath, recoveryLogPath } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { Vault } from '#vault/vault.ts';
import { makeWorkingCopy } from '#vault/database/working-copy.ts';
import {
  codeOf,
  dataKeyIn,
  filesOf,
  passphrase,
  quickPlatform,
  remembering,
  sourceWith,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

const open = async (path: string, platform = quickPlatform): Promise<Vault> =>
  valueOf(await openVault(path, passphrase, platform));

async function newVaultAt(path: string): Promise<Vault> {
  const start = { path, passphrase, projectName: 'AMS', text: 'text 0' };
  return valueOf(await createVault(start, quickPlatform));
}

const keptIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.kept'));

/** The log as it is, and the container that it follows: what a kill would leave now. */
function snapshot(path: string): { readonly log: Buffer; readonly container: Buffer } {
  return { log: readFileSync(recoveryLogPath(path)), container: readFileSync(path) };
}

/** The entries of a log, the first of which is its beginning. */
function piecesOf(log: Buffer): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let position = 22;
  while (position < log.length) {
    const end = position + 4 + log.readUInt32BE(position);
    pieces.push(log.subarray(pieces.length === 0 ? 0 : position, end));
    position = end;
  }
  return pieces;
}

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
  connection.exec(`BEGIN; UPDATE revision SET text = 'changed later'; CREATE TABLE filler (text TEXT)`);
  connection.exec(`INSERT INTO filler SELECT hex(randomblob(2000)) FROM revision, (SELECT 1 UNION SELECT 2)`);
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
  expect(rolledBack.prepare('SELECT text FROM revision').get()).toEqual({ text: 'text 0' });
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
    expect(readdirSync(folder).toSorted()).toEqual(['.AMS.segl.lock', '.AMS.segl.work', 'AMS.segl']);
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

test('a link that is put in the place of the log just before it is begun leads nowhere', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const victim = join(temporaryFolder(), 'mine.txt');
  writeFileSync(victim, 'mine');
  valueOf((await newVaultAt(path)).close());
  const { files } = quickPlatform;
  const platform: VaultPlatform = {
    ...quickPlatform,
    files: {
      ...files,
      open: (name, ...given) => {
        if (name === recoveryLogPath(path)) symlinkSync(victim, name);
        return files.open(name, ...given);
      },
    },
  };
  expect(codeOf(await openVault(path, passphrase, platform))).toMatch(/^vault-/u);
  expect(readFileSync(victim, 'utf8')).toBe('mine');
  rmSync(recoveryLogPath(path));
  const opened = await open(path);
  expect(opened.texts.latest().text).toBe('text 0');
  valueOf(opened.close());
});

test('what a session left that was killed before an older one is not taken over', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const first = await newVaultAt(path);
  valueOf(first.texts.save('text 1'));
  const old = snapshot(path);
  valueOf(first.close());
  const second = await open(path);
  valueOf(second.texts.save('text 2'));
  valueOf(second.close());

  // A log of an older writing, beside a newer one.
  writeFileSync(recoveryLogPath(path), old.log);
  const opened = await open(path);
  expect(opened.texts.latest().text).toBe('text 2');
  expect(opened.recovered).toBe(false);
  expect(opened.setAside).toBe(true);
  valueOf(opened.close());
  expect(keptIn(folder)).toHaveLength(1);
  expect(readFileSync(join(folder, keptIn(folder)[0] ?? '')).equals(old.log)).toBe(true);

  // A log of a newer writing, beside an older one.
  const third = await open(path);
  valueOf(third.texts.save('text 3'));
  const newer = snapshot(path);
  valueOf(third.close());
  writeFileSync(path, old.container);
  writeFileSync(recoveryLogPath(path), newer.log);
  const back = await open(path);
  expect(back.texts.latest().text).toBe('text 0');
  expect([back.recovered, back.setAside]).toEqual([false, true]);
  valueOf(back.close());
});

test('what was sealed just before a kill is not told as anything left', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const vault = await newVaultAt(path);
  valueOf(vault.texts.save('text 1'));
  const { log } = snapshot(path);
  valueOf(vault.close());
  writeFileSync(recoveryLogPath(path), log);
  const opened = await open(path);
  expect([opened.recovered, opened.setAside]).toEqual([false, false]);
  expect(opened.texts.latest().text).toBe('text 1');
  valueOf(opened.close());
  expect(Object.keys(filesOf(folder))).toEqual(['AMS.segl']);
});

type Change = (pieces: readonly Buffer[], other: readonly Buffer[]) => readonly Buffer[];
const flipped = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed.writeUInt8((changed.at(at) ?? 0) ^ 1, at < 0 ? changed.length + at : at);
  return changed;
};

// Each: a log of the entries text 1, text 2, text 3; what stays of it; whether the rest is kept and told.
const changes: readonly (readonly [string, Change, string, boolean])[] = [
  ['whole', (pieces) => pieces, 'text 3', false],
  [
    'cut off within its last entry',
    (pieces) => pieces.with(-1, pieces[3]?.subarray(0, 40) ?? Buffer.alloc(0)),
    'text 2',
    false,
  ],
  ['with room after it that was never filled', (pieces) => [...pieces, Buffer.alloc(500)], 'text 3', false],
  [
    'with something far behind it',
    (pieces) => [...pieces, Buffer.alloc(500), Buffer.from('something')],
    'text 3',
    true,
  ],
  [
    'with a flipped bit in its last entry',
    (pieces) => pieces.with(3, flipped(pieces[3] ?? Buffer.alloc(1), -1)),
    'text 2',
    true,
  ],
  [
    'with a length before its last entry that no entry has',
    (pieces) =>
      pieces.with(3, Buffer.concat([Buffer.alloc(4, 0xff), (pieces[3] ?? Buffer.alloc(4)).subarray(4)])),
    'text 2',
    true,
  ],
  [
    'with two entries in each other’s place',
    ([a, b, c, d]) => [a, c, b, d].filter((each) => each !== undefined),
    'text 0',
    true,
  ],
  ['with an entry left out', ([a, b, , d]) => [a, b, d].filter((each) => each !== undefined), 'text 1', true],
  [
    'with an entry twice',
    ([a, b, c, d]) => [a, b, c, c, d].filter((each) => each !== undefined),
    'text 2',
    true,
  ],
  [
    'with an entry of another project’s log',
    ([a, b], other) => [a, b, other[2]].filter((each) => each !== undefined),
    'text 1',
    true,
  ],
  [
    'with a beginning of another log',
    ([, b], other) => [other[0], b].filter((each) => each !== undefined),
    'text 0',
    true,
  ],
  ['of one byte', () => [Buffer.from('x')], 'text 0', true],
  ['empty', () => [], 'text 0', false],
];

test.each(changes)('a recovery log that is %s', async (_name, change, text, told) => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const other = await newVaultAt(path);
  for (const each of ['other 1', 'other 2', 'other 3']) valueOf(other.texts.save(each));
  const { log: otherLog } = snapshot(path);
  valueOf(other.close());
  rmSync(path);
  const vault = await newVaultAt(path);
  for (const each of ['text 1', 'text 2', 'text 3']) valueOf(vault.texts.save(each));
  const { log, container } = snapshot(path);
  valueOf(vault.close());

  writeFileSync(path, container);
  writeFileSync(recoveryLogPath(path), Buffer.concat(change(piecesOf(log), piecesOf(otherLog))));
  const opened = await open(path);
  expect(opened.texts.latest().text).toBe(text);
  expect(opened.recovered).toBe(text !== 'text 0');
  expect(opened.setAside).toBe(told);
  expect(keptIn(folder)).toHaveLength(told ? 1 : 0);
  valueOf(opened.texts.save('later'));
  const killed = snapshot(path);
  valueOf(opened.close());

  // What was taken over and what came after it survive a kill of this session, too.
  writeFileSync(path, killed.container);
  writeFileSync(recoveryLogPath(path), killed.log);
  const again = await open(path);
  expect(again.texts.latest().text).toBe('later');
  expect(again.setAside).toBe(false);
  valueOf(again.close());
});

test('an entry of another log of the same writing of the same project is none of this one', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const first = await newVaultAt(path);
  const container = readFileSync(path);
  valueOf(first.texts.save('taken back by the analyst'));
  const old = piecesOf(snapshot(path).log);
  valueOf(first.close());
  // A copy of the project from before is put back, and worked on.
  writeFileSync(path, container);
  const second = await open(path);
  valueOf(second.texts.save('text 1'));
  const [beginning = Buffer.alloc(0)] = piecesOf(snapshot(path).log);
  valueOf(second.close());

  writeFileSync(path, container);
  writeFileSync(recoveryLogPath(path), Buffer.concat([beginning, old[1] ?? Buffer.alloc(0)]));
  const opened = await open(path);
  expect(opened.texts.latest().text).toBe('text 0');
  expect([opened.recovered, opened.setAside]).toEqual([false, true]);
  valueOf(opened.close());
});

test('no number of a log and no nonce is ever used again after a recovery', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const vault = await newVaultAt(path);
  valueOf(vault.texts.save('text 1'));
  valueOf(vault.texts.save('text 2'));
  const { log, container } = snapshot(path);
  valueOf(vault.close());
  const cut = piecesOf(log).slice(0, 2);
  writeFileSync(path, container);
  writeFileSync(recoveryLogPath(path), Buffer.concat(cut));
  const opened = await open(path);
  valueOf(opened.texts.save('another text 2'));
  const { log: next } = snapshot(path);
  expect(next.subarray(6, 22).equals(log.subarray(6, 22))).toBe(false);
  valueOf(opened.close());
});

test('what a sealing could not take away from the log is no reason to tell of anything after a kill', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  valueOf((await newVaultAt(path)).close());
  const disk = { fails: false };
  const { files } = quickPlatform;
  const truncate: typeof files.truncate = (file, length) => {
    if (disk.fails) throw Object.assign(new Error('input or output'), { code: 'EIO' });
    files.truncate(file, length);
  };
  const vault = await open(path, { ...quickPlatform, files: { ...files, truncate } });
  valueOf(vault.texts.save('long '.repeat(2_000)));
  disk.fails = true;
  valueOf(vault.seal());
  disk.fails = false;
  valueOf(vault.texts.save('after'));
  const { log, container } = snapshot(path);
  valueOf(vault.close());

  writeFileSync(path, container);
  writeFileSync(recoveryLogPath(path), log);
  const opened = await open(path);
  expect(opened.texts.latest().text).toBe('after');
  expect([opened.recovered, opened.setAside]).toEqual([true, false]);
  valueOf(opened.close());
  expect(Object.keys(filesOf(folder))).toEqual(['AMS.segl']);
});

test('work of another project is not taken over, and not lost', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  valueOf((await newVaultAt(path)).close());
  const elsewhere = join(temporaryFolder(), 'AMS.segl');
  const stranger = await newVaultAt(elsewhere);
  valueOf(stranger.texts.save('other'));
  copyFileSync(recoveryLogPath(elsewhere), recoveryLogPath(path));
  valueOf(stranger.close());
  const opened = await open(path);
  expect([opened.recovered, opened.setAside]).toEqual([false, true]);
  expect(opened.texts.latest().text).toBe('text 0');
  valueOf(opened.close());
  expect(keptIn(folder)).toHaveLength(1);
});

test('the database that is recovered is the one that was there, table by table', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const { platform, drawn } = remembering();
  const start = { path, passphrase, projectName: 'AMS', text: 'text 0' };
  const vault = valueOf(await createVault(start, platform));
  valueOf(vault.texts.save('tekst 1: æøå \ud800 \0 end'));
  const file = valueOf(vault.documents.add('note.bin', Buffer.from([0, 255, 1, 254])));
  valueOf(vault.dossier.save({ ...emptyDossier, sources: [sourceWith(file)] }));
  valueOf(vault.audit.add('exported-full', 'a'.repeat(64)));
  const left = snapshot(path);
  valueOf(vault.close());
  const dump = (container: Buffer): Readonly<Record<string, unknown[]>> => {
    writeFileSync(path, container);
    const { envelope } = valueOf(readHead(path));
    const database = join(temporaryFolder(), 'body.db');
    writeFileSync(database, container.subarray(-envelope.bodyLength));
    const connection = valueOf(openDatabase(database, dataKeyIn(drawn), undefined));
    const tables = connection.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all();
    const rows = tables.map((name) => {
      const found = connection
        .prepare(`SELECT * FROM "${String(name)}"`)
        .raw()
        .all();
      return [String(name), found] as const;
    });
    connection.close();
    return Object.fromEntries(rows);
  };
  const sealed = dump(readFileSync(path));
  writeFileSync(path, left.container);
  writeFileSync(recoveryLogPath(path), left.log);
  const opened = await open(path);
  expect(opened.recovered).toBe(true);
  valueOf(opened.close());
  const { audit_event: lines = [], ...recovered } = dump(readFileSync(path));
  // But for the line that says that it was recovered.
  expect(lines.slice(0, -1)).toEqual(sealed['audit_event']);
  for (const [table, rows] of Object.entries(recovered)) {
    if (table !== 'sqlite_sequence') expect([table, rows]).toEqual([table, sealed[table]]);
  }
});
