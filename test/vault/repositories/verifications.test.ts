import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { engineVersion } from '#core/analysis/record/record.ts';
import type { ActiveRecord } from '#core/analysis/record/verdict.ts';
import type { Connection } from '#vault/database/database.ts';
import { migrate, schemaVersion, versionOf } from '#vault/migrations/migrate.ts';
import { ObjectRepository } from '#vault/repositories/objects.ts';
import { RevisionRepository } from '#vault/repositories/revisions.ts';
import { VerificationRepository } from '#vault/repositories/verifications.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { EarlierProject } from '../../support/earlier-project.ts';
import { passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

const record: ActiveRecord = {
  format: 2,
  engineVersion,
  inputHash: 'a'.repeat(64),
  bounds: { clauses: 10, seconds: 10 },
  cost: { clauses: 1234, seconds: 5.678 },
  verdicts: [],
};

/** A database as the first version of the application left it. */
function firstVersion(): Connection {
  const connection = new Database(':memory:');
  new EarlierProject(connection, 1).text('old text', '2026-01-01T00:00:00.000Z');
  return connection;
}

/** Writes something else in the place of the one record. */
function replaceRecord(connection: Connection, record: object): void {
  const pieces = new ObjectRepository(connection).put([JSON.stringify(record)]);
  connection
    .prepare('UPDATE verification_record SET engine_version = ?, pieces = ?')
    .run(engineVersion, pieces);
}

test('verdicts are there again after closing, with the text that they are about', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: 'first text' };
  const vault = valueOf(await createVault(start, quickPlatform));
  expect(vault.verdicts.latest()).toBeNull();
  valueOf(vault.verdicts.keep(1, record));
  valueOf(vault.texts.save('second text'));
  valueOf(vault.close());
  expect(readFileSync(path).includes(record.inputHash)).toBe(false);

  const opened = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(opened.verdicts.on(1)).toEqual(record);
  expect(opened.verdicts.on(2)).toBeNull();
  expect(opened.verdicts.latest()).toEqual({ text: 'first text', record });
  valueOf(opened.close());
});

test('a database of the version before is brought up to date and keeps what it had', () => {
  const connection = firstVersion();
  valueOf(migrate(connection));
  expect(versionOf(connection)).toBe(schemaVersion);
  expect(new RevisionRepository(connection).latest()).toMatchObject({ text: 'old text' });
  const verifications = new VerificationRepository(connection);
  expect(verifications.latest()).toBeNull();
  verifications.put(1, record, '2026-01-02T00:00:00.000Z');
  expect(verifications.latest()).toEqual({ revision: 1, record });
  connection.close();
});

test('verdicts from before their cost was measured are still verdicts', () => {
  const connection = firstVersion();
  valueOf(migrate(connection));
  const verifications = new VerificationRepository(connection);
  verifications.put(1, record, '2026-01-02T00:00:00.000Z');
  const { cost, ...without } = record;
  expect(cost).not.toBeNull();
  replaceRecord(connection, without);
  expect(verifications.latest()).toEqual({ revision: 1, record: { ...record, cost: null } });
  connection.close();
});

test('what another engine answered, or what has another shape, is no verdict', () => {
  const connection = firstVersion();
  valueOf(migrate(connection));
  const verifications = new VerificationRepository(connection);
  verifications.put(1, { ...record, engineVersion: 'older' }, '2026-01-02T00:00:00.000Z');
  expect(verifications.latest()).toBeNull();
  expect(verifications.get(1)).toBeNull();
  replaceRecord(connection, { ...record, verdicts: [{ answer: 'holds' }] });
  expect(verifications.latest()).toBeNull();
  expect(verifications.get(1)).toBeNull();
  connection.close();
});

test('verdicts of the first shape are told with the statement that asks them', () => {
  const connection = firstVersion();
  valueOf(migrate(connection));
  const verifications = new VerificationRepository(connection);
  verifications.put(1, record, '2026-01-02T00:00:00.000Z');
  const about = { element: null, entity: 'B', originator: 'A', on: ['D'], phase: 'late', honest: ['A', 'B'] };
  const first = (kind: string, query: string, given: object): object => ({
    attack: null,
    asked: { kind, query, ...about, ...given },
    answer: 'undecided',
    reason: 'limit',
    attackTypes: [],
    trace: null,
  });
  const alone = { originator: null, on: [], element: 'D' };
  const verdicts = [
    first('secrecy', 'secrecy of D at B', { ...alone, phase: null }),
    first('injective-agreement', 'injective-agreement of B with A on D', {
      element: 'D',
      on: [],
      phase: null,
    }),
    first('entity-agreement', 'entity-agreement of A to B on D in late', {}),
    first('key-uniqueness', 'key-uniqueness of K at B', { ...alone, element: 'K', phase: null }),
  ];
  const kept = { ...record, format: 1, verdicts };
  replaceRecord(connection, kept);
  const questions = verifications.latest()?.record.verdicts.map(({ question }) => question);
  expect(questions?.map(({ statement, key }) => [statement, key])).toEqual([
    ['confidentiality D', 'secrecy of D at B'],
    ['integrity D', 'injective-agreement of B with A on D'],
    ['authentication A to B: agreement on D in late', 'entity-agreement of A to B on D in late'],
    ['key-freshness K: B', 'key-uniqueness of K at B'],
  ]);
  connection.close();
});
