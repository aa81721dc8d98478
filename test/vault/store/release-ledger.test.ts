import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { ownerApprovals, releaseRefusal } from '#core/publication/approval.ts';
import type { Connection } from '#vault/database/database.ts';
import { migrate } from '#vault/migrations/migrate.ts';
import { LedgerRepository, type NewApproval } from '#vault/repositories/ledger.ts';
import { repositoriesOn } from '#vault/repositories/repositories.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { NewRelease } from '#vault/store/release-ledger.ts';
import { EarlierProject } from '../../support/earlier-project.ts';
import { publicRecordOf, sampleText } from '../../support/report/documents.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

const [first, second] = ['1'.repeat(64), '2'.repeat(64)];
const owners = [
  { id: 'a', organisation: 'Grid operator' },
  { id: 'b', organisation: 'Meter vendor' },
];

const approvalOf = (owner: 'a' | 'b', fileHash: string): NewApproval => ({
  owner,
  organisation: owner === 'a' ? 'Grid operator' : 'Meter vendor',
  approver: 'Head of security',
  day: '2026-01-31',
  fileHash,
  decision: 'approved',
});

const releaseOf = (fileHash: string): NewRelease => ({
  language: 'nb',
  fileHash,
  record: publicRecordOf(sampleText),
});

test('the ledger is there again after closing, with lines in the audit log', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const vault = valueOf(await createVault({ path, passphrase, projectName: 'AMS', text: '' }, quickPlatform));
  expect(valueOf(vault.ledger.read())).toEqual({
    ownerChanges: [],
    approvals: [],
    overrulings: [],
    releases: [],
    shares: [],
  });
  valueOf(vault.dossier.save({ ...emptyDossier, owners }));
  valueOf(vault.ledger.addApproval(approvalOf('a', first)));
  valueOf(vault.ledger.addApproval(approvalOf('b', first)));
  valueOf(vault.ledger.addRelease(releaseOf(first), 1));
  valueOf(vault.ledger.addApproval({ ...approvalOf('a', first), decision: 'withdrawn' }));
  const ledger = valueOf(vault.ledger.read());
  valueOf(vault.close());
  const opened = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(valueOf(opened.ledger.read())).toEqual(ledger);
  expect(ledger.releases).toMatchObject([{ sequence: 1, ...releaseOf(first), approvals: [1, 2] }]);
  expect(opened.audit.all().map(({ kind, fileHash }) => [kind, fileHash])).toEqual([
    ['created', null],
    ['owner-named', null],
    ['owner-named', null],
    ['approved-public', first],
    ['approved-public', first],
    ['released-public', first],
    ['approval-withdrawn', first],
    ['opened', null],
  ]);
  valueOf(opened.close());
});

/** A database with a project in it that has one state, as a vault that was just made has. */
function begun(): Connection {
  const connection = new Database(':memory:');
  new EarlierProject(connection, 6).text('', '2026-01-01T00:00:00.000Z');
  valueOf(migrate(connection));
  return connection;
}

const at = '2026-01-01T00:00:00.000Z';
const state = '3'.repeat(32);

test('nobody changes or takes away an entry, whatever statement is tried', () => {
  const connection = begun();
  const { ledger, events } = repositoriesOn(connection);
  ledger.nameOwners(owners, at);
  ledger.addApproval(approvalOf('a', first), at);
  ledger.addRelease({ ...releaseOf(first), approvals: [1], overrulings: [] }, state, at);
  ledger.addOverruling(
    { owner: 'b', organisation: 'Meter vendor', fileHash: first, approval: null, reason: 'Why' },
    at,
  );
  events.append({ kind: 'created', createdAt: at, author: null, state: null, fileHash: null });
  const before = valueOf(ledger.read());
  for (const [table, column] of [
    ['ledger_entry', 'content'],
    ['audit_event', 'kind'],
  ] as const) {
    for (const statement of [
      `UPDATE ${table} SET ${column} = '${second}'`,
      `DELETE FROM ${table}`,
      `INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`,
    ]) {
      expect(() => connection.exec(statement), statement).toThrow(/never/u);
    }
  }
  expect(valueOf(ledger.read())).toEqual(before);
  expect(events.all()).toHaveLength(1);
});

test('an entry that was changed all the same is found by its name', () => {
  const connection = begun();
  const { ledger } = repositoriesOn(connection);
  ledger.addApproval(approvalOf('a', first), at);
  connection.exec('DROP TRIGGER ledger_entry_unchanged');
  connection.exec(`UPDATE ledger_entry SET content = replace(content, 'approved', 'withdrawn')`);
  expect(codeOf(ledger.read())).toBe('vault-damaged');
});

test('what is said later is read later, also where the clock was set back or stands still', () => {
  const { ledger } = repositoriesOn(begun());
  ledger.addApproval(approvalOf('a', first), '2026-05-01T00:00:00.000Z');
  ledger.addApproval({ ...approvalOf('a', first), decision: 'withdrawn' }, '2026-04-01T00:00:00.000Z');
  ledger.addApproval(approvalOf('a', first), '2026-04-01T00:00:00.000Z');
  const said = valueOf(ledger.read()).approvals;
  expect(said.map(({ decision }) => decision)).toEqual(['approved', 'withdrawn', 'approved']);
  expect(said.map(({ recordedAt }) => recordedAt)).toEqual([
    '2026-05-01T00:00:00.000Z',
    '2026-05-01T00:00:00.001Z',
    '2026-05-01T00:00:00.002Z',
  ]);
});

test('an approval counts for exactly its file, and until it is withdrawn', () => {
  const repository = new LedgerRepository(begun());
  const releasable = (hash: string, named = owners): boolean =>
    releaseRefusal(ownerApprovals({ ...valueOf(repository.read()), owners: named }, hash)) === null;
  const add = (approval: NewApproval): void => {
    repository.addApproval(approval, '2026-01-01T00:00:00.000Z');
  };
  add(approvalOf('a', first));
  expect(releasable(first)).toBe(false);
  add(approvalOf('b', second));
  expect([releasable(first), releasable(second)]).toEqual([false, false]);
  add(approvalOf('b', first));
  expect([releasable(first), releasable(second)]).toEqual([true, false]);
  expect(releasable(first, [])).toBe(false);
  expect(releasable(first, [...owners, { id: 'c', organisation: 'Another' }])).toBe(false);
  expect(releasable(first, owners.with(1, { id: 'b', organisation: 'Renamed' }))).toBe(false);
  add({ ...approvalOf('b', first), decision: 'withdrawn' });
  expect(releasable(first)).toBe(false);
  add(approvalOf('b', first));
  expect(releasable(first)).toBe(true);
});

test('an entry that this program cannot read is not left out in silence', () => {
  const connection = new Database(':memory:');
  const project = new EarlierProject(connection, 6).text('', at);
  project.connection.exec(
    `INSERT INTO public_release (created_at, revision, language, file_hash, record, approvals)
     VALUES ('${at}', 1, 'en', '${first}', '{"format":1,"name":"AMS"}', '[]')`,
  );
  valueOf(migrate(connection));
  expect(codeOf(new LedgerRepository(connection).read())).toBe('vault-damaged');
});

test('an entry that rests on one that is not there is not read', () => {
  const connection = new Database(':memory:');
  const record = publicRecordOf(sampleText);
  const rests = { revision: 1, fileHash: first, record, approvals: [1], overrulings: [] };
  new EarlierProject(connection, 6).text('', at).release(rests, at);
  valueOf(migrate(connection));
  expect(codeOf(new LedgerRepository(connection).read())).toBe('vault-damaged');
});
