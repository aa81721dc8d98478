import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { withEntry, withoutEntry } from '#core/dossier/with-entry.ts';
import type { ScopeStatement } from '#core/dossier/scope.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { readProject } from '../../support/read-project.ts';
import {
  codeOf,
  dataKeyIn,
  passphrase,
  quickPlatform,
  remembering,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

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

test('only what changed is written, and what was taken away comes back where it was', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const { platform, drawn } = remembering();
  const vault = valueOf(await createVault({ path, passphrase, projectName: 'AMS', text: '' }, platform));
  const pieces = (): number => {
    valueOf(vault.seal());
    return readProject(path, dataKeyIn(drawn), (project) =>
      Number(project.prepare('SELECT count(*) FROM object').pluck().get()),
    );
  };
  const both = withStatements(statement('a', 'first'), statement('b', 'second'));
  valueOf(vault.dossier.save(both));
  const before = pieces();
  valueOf(vault.dossier.save(both));
  expect(vault.history.states()).toHaveLength(2);
  const changed = { ...both, statements: withEntry(both.statements, statement('b', 'other words')) };
  valueOf(vault.dossier.save(changed));
  expect(pieces()).toBe(before + 1);
  const without = { ...changed, statements: withoutEntry(changed.statements, 'a') };
  valueOf(vault.dossier.save(without));
  expect(valueOf(vault.dossier.read())).toEqual(without);
  valueOf(vault.dossier.save(changed));
  expect(valueOf(vault.dossier.read())).toEqual(changed);
  expect(pieces()).toBe(before + 1);
  expect(vault.history.states()).toHaveLength(5);
  valueOf(vault.close());
});

test.each([
  ['an entry', '["statements",{"id":"a"}]'],
  ['a section', '["another",{"id":"a"}]'],
])('%s that this program cannot read is not left out in silence', async (_, piece) => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const vault = valueOf(await createVault({ path, passphrase, projectName: 'AMS', text: '' }, quickPlatform));
  valueOf(
    vault.store.change(({ content, say }) => {
      say({ dossier: content.dossier.putEntries([piece], 'head') });
    }),
  );
  expect(codeOf(vault.dossier.read())).toBe('vault-damaged');
  expect(codeOf(vault.history.content(vault.history.head.id))).toBe('vault-damaged');
  valueOf(vault.close());
});
