import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assertWrongKeyRefused, openDatabase } from '#vault/database/database.ts';
import { decodeHead, encodeHead } from '#vault/container/envelope.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import {
  codeOf,
  dataKeyIn,
  passphrase,
  quickPlatform,
  remembering,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';
import { readContainer, readHead } from '#vault/container/container.ts';

const canary = 'Kanarifugl-7f3a9';

test('what was taken away is not in the database any more, not even in its free pages', () => {
  const connection = valueOf(openDatabase(join(temporaryFolder(), 'a.db'), Buffer.alloc(32, 1), undefined));
  connection.exec('CREATE TABLE note (text TEXT)');
  connection.prepare('INSERT INTO note VALUES (?)').run(canary.repeat(2_000));
  expect(connection.serialize().includes(canary)).toBe(true);
  connection.exec('DELETE FROM note');
  expect(connection.serialize().includes(canary)).toBe(false);
  connection.close();
});

test.skipIf(process.platform !== 'linux')('a sorting that is larger than any cache opens no file', () => {
  const folder = temporaryFolder();
  const connection = valueOf(openDatabase(join(folder, 'a.db'), Buffer.alloc(32, 1), undefined));
  connection.exec('CREATE TABLE note (text TEXT)');
  connection.exec(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
     INSERT INTO note SELECT hex(randomblob(4000)) FROM n`,
  );
  const openFiles = (): readonly string[] =>
    readdirSync('/proc/self/fd').flatMap((each) => {
      try {
        return [readlinkSync(`/proc/self/fd/${each}`)];
      } catch {
        return [];
      }
    });
  const before = new Set(openFiles());
  const rows = connection.prepare('SELECT text FROM note ORDER BY text').iterate();
  expect(rows.next().done).toBe(false);
  expect(openFiles().filter((each) => !before.has(each) && /etilqs|sqlite|\.db/u.test(each))).toEqual([]);
  rows.return?.();
  connection.close();
});

test('nothing of a transaction is in a file beside the database', () => {
  const folder = temporaryFolder();
  const connection = valueOf(openDatabase(join(folder, 'a.db'), Buffer.alloc(32, 1), undefined));
  connection.exec('CREATE TABLE note (text TEXT); BEGIN; INSERT INTO note VALUES (1)');
  expect(readdirSync(folder)).toEqual(['a.db']);
  connection.exec('COMMIT');
  connection.close();
});

test('a database that opens with any key is told from one that does not', () => {
  const path = join(temporaryFolder(), 'a.db');
  writeFileSync(path, '');
  expect(() => {
    assertWrongKeyRefused(path, Buffer.alloc(32, 2), undefined);
  }).toThrow();
});

test('a project whose database opens with another key than its own is not opened', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const { platform, drawn } = remembering();
  const start = { path, passphrase, projectName: 'AMS', text: '' };
  valueOf(valueOf(await createVault(start, platform)).close());
  // "Another" key that is its own stands for a cipher that lets every key in.
  const anyKey: VaultPlatform = {
    ...quickPlatform,
    random: (length) => (length === 32 ? Buffer.from(dataKeyIn(drawn)) : quickPlatform.random(length)),
  };
  expect(codeOf(await openVault(path, passphrase, anyKey))).toBe('vault-unprotected');
  valueOf(valueOf(await openVault(path, passphrase, quickPlatform)).close());
});

test('a header is read within its bounds only', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: '' };
  valueOf(valueOf(await createVault(start, quickPlatform)).close());
  const { envelope } = valueOf(readHead(path));
  const { body } = valueOf(readContainer(path, envelope));
  const [slot] = envelope.slots;
  const strange: readonly unknown[] = [
    { ...envelope, sequence: 0 },
    { ...envelope, bodyLength: -1 },
    { ...envelope, bodyLength: 2 ** 40 },
    { ...envelope, slots: [] },
    { ...envelope, slots: [slot, slot] },
    { ...envelope, more: 1 },
    { ...envelope, vault: `${envelope.vault}0` },
    { ...envelope, mac: 'x'.repeat(64) },
  ];
  for (const each of strange) {
    const head = encodeHead(each as typeof envelope);
    expect(codeOf(decodeHead(Buffer.concat([head, body])))).toBe('vault-damaged');
  }
  const { format: written, ...fields } = envelope;
  expect(written).toBe(2);
  const padded = (format: 1 | 2, length: number): Buffer => {
    const json = Buffer.from(JSON.stringify(fields).padEnd(length));
    const prefix = Buffer.from(encodeHead({ ...envelope, format }).subarray(0, 10));
    prefix.writeUInt32BE(json.length, 6);
    const head = Buffer.concat([prefix, json]);
    return Buffer.concat([head, createHash('sha256').update(head).digest(), body]);
  };
  for (const [format, longest] of [
    [1, 64 * 1024],
    [2, 256 * 1024],
  ] as const) {
    expect(decodeHead(padded(format, longest)).ok).toBe(true);
    expect(codeOf(decodeHead(padded(format, longest + 1)))).toBe('vault-damaged');
  }
  const whole = readFileSync(path);
  expect(decodeHead(whole).ok).toBe(true);
  // A length that the bytes do not have is asked for of nobody.
  whole.writeUInt32BE(0xffff_fff0, 6);
  writeFileSync(path, whole);
  expect(codeOf(readHead(path))).toBe('vault-damaged');
});
