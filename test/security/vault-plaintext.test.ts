import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { assertEncrypted, openDatabase } from '#vault/database/database.ts';
import { createVault } from '#vault/opening/create.ts';
import { filesOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../support/vault-platform.ts';

const canary = 'Kanarifugl-7f3a9';

function holdsCanary(folder: string): readonly string[] {
  const forms = [
    Buffer.from(canary, 'utf8'),
    Buffer.from(canary, 'utf16le'),
    Buffer.from(Buffer.from(canary, 'utf8').toString('base64').slice(0, 20), 'ascii'),
  ];
  return Object.entries(filesOf(folder))
    .filter(([, hex]) => forms.some((form) => Buffer.from(hex, 'hex').includes(form)))
    .map(([name]) => name);
}

test('no byte of the content is on the disk, open or closed', async () => {
  const folder = temporaryFolder();
  const start = { path: join(folder, 'a.segl'), passphrase, projectName: canary, text: `// ${canary}` };
  const vault = valueOf(await createVault(start, quickPlatform));
  valueOf(vault.texts.save(`// ${canary} again`));
  valueOf(vault.documents.add(`${canary}.txt`, Buffer.from(`${canary} `.repeat(9_000))));
  expect(Object.keys(filesOf(folder)).length).toBeGreaterThan(1);
  expect(holdsCanary(folder)).toEqual([]);
  valueOf(vault.close());
  expect(holdsCanary(folder)).toEqual([]);
});

test('the search for the canary finds it in a database without a key', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'plain.db');
  const plain = new Database(path);
  plain.exec(`CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('${canary}')`);
  plain.close();
  expect(holdsCanary(folder)).toEqual(['plain.db']);
  expect(() => {
    assertEncrypted(readFileSync(path));
  }).toThrow();
});

test.each([0, 16, 31, 33])('a key of %i bytes opens nothing and writes nothing', (length) => {
  const folder = temporaryFolder();
  expect(() => openDatabase(join(folder, 'a.db'), Buffer.alloc(length), undefined)).toThrow(RangeError);
  expect(filesOf(folder)).toEqual({});
});

test('another key, or none, does not open a database', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.db');
  const opened = valueOf(openDatabase(path, Buffer.alloc(32, 1), undefined));
  opened.exec('CREATE TABLE note (text TEXT)');
  opened.close();
  const wrong = openDatabase(path, Buffer.alloc(32, 2), undefined);
  expect(wrong).toEqual({ ok: false, error: { code: 'vault-damaged' } });
  const keyless = new Database(path);
  expect(() => keyless.prepare('SELECT * FROM note').all()).toThrow();
  keyless.close();
});
