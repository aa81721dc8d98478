import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import type { StoredFile } from '#core/dossier/source-document.ts';
import { assertEncrypted } from '#vault/database/database.ts';
import { decodeContainer } from '#vault/container/envelope.ts';
import { mediaTypeOf } from '#vault/store/media-type.ts';
import { migrate, schemaVersion, versionOf } from '#vault/migrations/migrate.ts';
import { recoveryLogPath } from '#vault/files/file-names.ts';
import { DocumentRepository } from '#vault/repositories/documents.ts';
import { RevisionRepository } from '#vault/repositories/revisions.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { Vault } from '#vault/vault.ts';
import { EarlierProject } from '../../support/earlier-project.ts';
import {
  codeOf,
  passphrase,
  quickPlatform,
  sourceWith,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

async function newVault(): Promise<{ readonly path: string; readonly vault: Vault }> {
  const path = join(temporaryFolder(), 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: '' };
  return { path, vault: valueOf(await createVault(start, quickPlatform)) };
}

const open = async (path: string): Promise<Vault> =>
  valueOf(await openVault(path, passphrase, quickPlatform));

const naming = (file: StoredFile | null): Dossier => ({ ...emptyDossier, sources: [sourceWith(file)] });

const kinds = (vault: Vault): readonly string[] => vault.audit.all().map(({ kind }) => kind);

test('the file of a source is there again after closing, byte for byte, and once', async () => {
  const { path, vault } = await newVault();
  const bytes = randomBytes(300_000);
  const file = valueOf(vault.documents.add('note.bin', bytes));
  expect(file).toMatchObject({ name: 'note.bin', mediaType: 'application/octet-stream', bytes: 300_000 });
  expect(valueOf(vault.documents.add('copy.bin', bytes))).toEqual({ ...file, name: 'copy.bin' });
  expect(vault.documents.bytes).toBe(300_000);
  valueOf(vault.dossier.save(naming(file)));
  valueOf(vault.close());

  const opened = await open(path);
  expect(valueOf(opened.documents.read(file.sha256))).toEqual(bytes);
  expect(valueOf(opened.documents.read('0'.repeat(64)))).toBeNull();
  expect(kinds(opened)).toEqual(['created', 'document-added', 'opened']);
  valueOf(opened.close());
});

test('a file that no source names any more goes at the next opening, and its room with it', async () => {
  const { path, vault } = await newVault();
  const file = valueOf(vault.documents.add('large.bin', randomBytes(6_000_000)));
  valueOf(vault.dossier.save(naming(file)));
  valueOf(vault.close());

  const removing = await open(path);
  valueOf(removing.dossier.save(emptyDossier));
  valueOf(removing.dossier.save(naming(file)));
  expect(valueOf(removing.documents.read(file.sha256))).toHaveLength(6_000_000);
  valueOf(removing.dossier.save(emptyDossier));
  valueOf(removing.close());
  expect(statSync(path).size).toBeGreaterThan(6_000_000);

  const opened = await open(path);
  expect(valueOf(opened.documents.read(file.sha256))).toBeNull();
  expect(kinds(opened).slice(-2)).toEqual(['document-removed', 'opened']);
  valueOf(opened.close());
  expect(statSync(path).size).toBeLessThan(1_000_000);
  const { body } = valueOf(decodeContainer(readFileSync(path)));
  assertEncrypted(Buffer.from(body));
  valueOf((await open(path)).close());
});

test('nothing goes while what the sources name cannot be read', async () => {
  const { path, vault } = await newVault();
  const file = valueOf(vault.documents.add('note.bin', randomBytes(100)));
  const unreadable = { ...emptyDossier, sources: [{ id: 's', title: 7 }] } as unknown as Dossier;
  valueOf(vault.dossier.save(unreadable));
  valueOf(vault.close());
  const opened = await open(path);
  expect(valueOf(opened.documents.read(file.sha256))).toHaveLength(100);
  valueOf(opened.close());
});

test('a file that was added just before a crash is there, and one flipped bit anywhere in it is found', async () => {
  const { path, vault } = await newVault();
  const file = valueOf(vault.documents.add('note.bin', randomBytes(200_000)));
  valueOf(vault.dossier.save(naming(file)));
  const log = readFileSync(recoveryLogPath(path));
  const container = readFileSync(path);
  valueOf(vault.close());

  writeFileSync(path, container);
  writeFileSync(recoveryLogPath(path), log);
  const recovered = await open(path);
  expect(recovered.recovered).toBe(true);
  expect(valueOf(recovered.documents.read(file.sha256))).toHaveLength(200_000);
  valueOf(recovered.close());

  const sealed = readFileSync(path);
  for (const place of [0.3, 0.6, 0.9].map((part) => Math.floor(part * sealed.length))) {
    const flipped = Buffer.from(sealed);
    flipped.writeUInt8((flipped[place] ?? 0) ^ 4, place);
    writeFileSync(path, flipped);
    expect(codeOf(await openVault(path, passphrase, quickPlatform))).toBe('vault-damaged');
  }
});

test('bytes that are not those of their hash are not given out', () => {
  const connection = new Database(':memory:');
  valueOf(migrate(connection));
  const documents = new DocumentRepository(connection);
  const { sha256 } = documents.put(Buffer.from('as written'), '2026-01-01T00:00:00.000Z');
  connection.prepare('UPDATE document_file SET bytes = ?').run(Buffer.from('otherwise'));
  expect(() => documents.get(sha256)).toThrow();
  connection.close();
});

test('a database of the version before gets a place for documents and keeps what it had', () => {
  const connection = new Database(':memory:');
  new EarlierProject(connection, 3).text('old text', '2026-01-01T00:00:00.000Z');
  valueOf(migrate(connection));
  expect(versionOf(connection)).toBe(schemaVersion);
  expect(new RevisionRepository(connection).latest()).toMatchObject({ text: 'old text' });
  expect(new DocumentRepository(connection).size()).toBe(0);
  connection.close();
});

test.each([
  ['%PDF-1.7\n', 'application/pdf'],
  ['junk before it\n%PDF-1.4', 'application/pdf'],
  ['\x89PNG\r\n\x1a\n....', 'image/png'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  [
    'PK\x03\x04 [Content_Types].xml word/document.xml',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  ['PK\x03\x04 word/document.xml', 'application/zip'],
  ['<!doctype html>\n<script>', 'text/plain'],
  ['plain words\twith\r\nlines', 'text/plain'],
  ['', 'text/plain'],
  ['\xff\xfea\0', 'text/plain'],
  ['bl\xe5 in Latin-1', 'application/octet-stream'],
  ['a zero\0byte', 'application/octet-stream'],
])('a file that begins with %j is %s', (beginning, mediaType) => {
  expect(mediaTypeOf(Buffer.from(beginning, 'latin1'))).toBe(mediaType);
});
