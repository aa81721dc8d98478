import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { ownerApprovals, releaseRefusal } from '#core/publication/approval.ts';
import { migrate } from '#vault/migrations/migrate.ts';
import { ReleaseRepository, type NewApproval } from '#vault/repositories/releases.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { NewRelease } from '#vault/store/release-ledger.ts';
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

test('nobody changes or takes away an entry, whatever statement is tried', () => {
  const connection = new Database(':memory:');
  valueOf(migrate(connection));
  connection.exec(`INSERT INTO revision (created_at, text) VALUES ('2026-01-01', '')`);
  const repository = new ReleaseRepository(connection);
  repository.addApproval(approvalOf('a', first), '2026-01-01T00:00:00.000Z');
  repository.addRelease(
    { ...releaseOf(first), approvals: [1], overrulings: [] },
    1,
    '2026-01-01T00:00:00.000Z',
  );
  repository.addOverruling(
    { owner: 'b', organisation: 'Meter vendor', fileHash: first, approval: null, reason: 'Why' },
    '2026-01-01T00:00:00.000Z',
  );
  connection.exec(
    `INSERT INTO dossier_change (created_at, section, entry, content)
     VALUES ('2026-01-01T00:00:00.000Z', 'owners', 'a', '{"id":"a","organisation":"Grid operator"}')`,
  );
  const before = valueOf(repository.read());
  for (const [table, column] of [
    ['approval', 'file_hash'],
    ['public_release', 'file_hash'],
    ['overruling', 'file_hash'],
    ['dossier_change', 'content'],
  ] as const) {
    for (const statement of [
      `UPDATE ${table} SET ${column} = '${second}'`,
      `DELETE FROM ${table}`,
      `INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`,
    ]) {
      expect(() => connection.exec(statement), statement).toThrow(/never/u);
    }
  }
  expect(valueOf(repository.read())).toEqual(before);
});

test('an approval counts for exactly its file, and until it is withdrawn', () => {
  const connection = new Database(':memory:');
  valueOf(migrate(connection));
  const repository = new ReleaseRepository(connection);
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
  valueOf(migrate(connection));
  connection.exec(`INSERT INTO revision (created_at, text) VALUES ('2026-01-01', '')`);
  connection.exec(
    `INSERT INTO public_release (created_at, revision, language, file_hash, record, approvals)
     VALUES ('2026-01-01T00:00:00.000Z', 1, 'en', '${first}', '{"format":1,"name":"AMS"}', '[]')`,
  );
  expect(codeOf(new ReleaseRepository(connection).read())).toBe('vault-damaged');
});
