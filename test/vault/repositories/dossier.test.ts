import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { withEntry, withoutEntry } from '#core/dossier/with-entry.ts';
import type { ScopeStatement } from '#core/dossier/scope.ts';
import { migrate } from '#vault/migrations/migrate.ts';
import { DossierRepository } from '#vault/repositories/dossier.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

const statement = (id: string, text: string): ScopeStatement => ({
  id,
  subject: 'part',
  inside: true,
  text,
  reason: '',
  citations: [{ document: 'Design note', section: '2.1', page: 4, quotation: 'as written' }],
});

const withStatements = (...statements: readonly ScopeStatement[]): Dossier => ({
  ...emptyDossier,
  statements,
});

function inMemory(): { readonly repository: DossierRepository; readonly changes: () => number } {
  const connection = new Database(':memory:');
  valueOf(migrate(connection));
  return {
    repository: new DossierRepository(connection),
    changes: () => Number(connection.prepare('SELECT count(*) FROM dossier_change').pluck().get()),
  };
}

test('what is stated is there again after closing', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const vault = valueOf(await createVault({ path, passphrase, projectName: 'AMS', text: '' }, quickPlatform));
  expect(valueOf(vault.dossier.read())).toEqual(emptyDossier);
  const stated = withStatements(statement('a', 'the mesh'), statement('b', 'the backhaul'));
  valueOf(vault.dossier.save(stated));
  valueOf(vault.close());
  const opened = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(valueOf(opened.dossier.read())).toEqual(stated);
  valueOf(opened.close());
});

test('only what changed is written, and what was taken away comes back where it was', () => {
  const { repository, changes } = inMemory();
  const both = withStatements(statement('a', 'first'), statement('b', 'second'));
  repository.save(both, '2026-01-01T00:00:00.000Z');
  const before = changes();
  expect(repository.save(both, '2026-01-02T00:00:00.000Z')).toBe(0);
  const changed = { ...both, statements: withEntry(both.statements, statement('b', 'other words')) };
  expect(repository.save(changed, '2026-01-02T00:00:00.000Z')).toBe(1);
  expect(changes()).toBe(before + 1);
  const without = { ...changed, statements: withoutEntry(changed.statements, 'a') };
  repository.save(without, '2026-01-03T00:00:00.000Z');
  expect(valueOf(repository.read())).toEqual(without);
  repository.save(changed, '2026-01-04T00:00:00.000Z');
  expect(valueOf(repository.read())).toEqual(changed);
});

test('an entry that this program cannot read is not left out in silence', () => {
  const connection = new Database(':memory:');
  valueOf(migrate(connection));
  const repository = new DossierRepository(connection);
  repository.save(withStatements(statement('a', 'first')), '2026-01-01T00:00:00.000Z');
  connection.prepare(`UPDATE dossier_change SET content = '{"id":"a"}' WHERE entry = 'a'`).run();
  expect(codeOf(repository.read())).toBe('vault-damaged');
});
