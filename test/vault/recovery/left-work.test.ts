import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { readHead } from '#vault/container/container.ts';
import { openDatabase } from '#vault/database/database.ts';
import { recoveryLogPath } from '#vault/files/file-names.ts';
import { encodeChanges } from '#vault/database/recorded-statements.ts';
import { schemaVersion } from '#vault/migrations/migrate.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { beginning, encodeEntry } from '#vault/recovery/log-format.ts';
import type { FoundLog } from '#vault/recovery/read-log.ts';
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
import { newVaultAt, snapshot, open, keptIn } from './left-behind.ts';

// What was read of a log: the very bytes are looked at here.
const read = vi.hoisted((): FoundLog[] => []);
vi.mock(import('#vault/recovery/read-log.ts'), async (original) => {
  const module = await original();
  const readLog: typeof module.readLog = (...given) => {
    const found = module.readLog(...given);
    read.push(found);
    return found;
  };
  return { ...module, readLog };
});

test('what a killed session had saved is overwritten in memory once it was taken over', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const vault = await newVaultAt(path);
  valueOf(vault.texts.save('text 1'));
  const { log, container } = snapshot(path);
  valueOf(vault.close());
  writeFileSync(path, container);
  writeFileSync(recoveryLogPath(path), log);
  read.length = 0;
  const opened = await open(path);
  expect(opened.texts.latest().text).toBe('text 1');
  const entries = read.flatMap((found) => found.entries);
  expect(entries.length).toBeGreaterThan(0);
  expect(entries.filter((entry) => entry.some((byte) => byte !== 0))).toEqual([]);
  valueOf(opened.close());
});

test('what a later version left is not taken over, and lies there for it as it was', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const { platform, drawn } = remembering();
  const start = { path, passphrase, projectName: 'AMS', text: 'text 0' };
  valueOf(valueOf(await createVault(start, platform)).close());
  const { vault, generation } = valueOf(readHead(path)).envelope;
  const { head, key, first } = beginning({ vault, generation }, dataKeyIn(drawn), quickPlatform);
  const entry = encodeChanges({ schema: schemaVersion + 1, changes: [] });
  writeFileSync(
    recoveryLogPath(path),
    Buffer.concat([head, first, encodeEntry(key, 1, entry, quickPlatform)]),
  );
  const before = filesOf(folder);
  expect(codeOf(await openVault(path, passphrase, quickPlatform))).toBe('vault-newer');
  expect(filesOf(folder)).toEqual(before);
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
  const {
    audit_event: lines = [],
    audit_tip: tips,
    opening: openings = [],
    ...recovered
  } = dump(readFileSync(path));
  // But for the line that says that it was recovered, with which the log ends, and for the opening that recovered it.
  expect(tips).toHaveLength(1);
  expect(lines.slice(0, -1)).toEqual(sealed['audit_event']);
  expect(openings.slice(0, -1)).toEqual(sealed['opening']);
  for (const [table, rows] of Object.entries(recovered)) {
    if (table !== 'sqlite_sequence') expect([table, rows]).toEqual([table, sealed[table]]);
  }
});
