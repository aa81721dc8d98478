import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ProjectSession } from '#project/session/project-session.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

test('wrong passphrases are told in the audit log once the project is open, each once', async () => {
  const session = new ProjectSession(quickPlatform);
  const path = join(temporaryFolder(), 'AMS.segl');
  valueOf(await session.create({ path, passphrase, projectName: 'AMS', text: '' }));
  session.lock();
  const wrong = passphraseOf('not the passphrase');
  expect(codeOf(await session.unlock(wrong))).toBe('passphrase-wrong');
  expect(codeOf(await session.unlock(wrong))).toBe('passphrase-wrong');
  const kinds = async (): Promise<readonly string[]> => {
    const { vault } = valueOf(await session.unlock(passphrase));
    return vault.audit.all().map(({ kind }) => kind);
  };
  const told = ['created', 'opened', 'opening-failed', 'opening-failed'];
  expect(await kinds()).toEqual(told);
  expect(await kinds()).toEqual([...told, 'opened']);
  session.lock();
});

test('what was tried of another project is none of this one', async () => {
  const session = new ProjectSession(quickPlatform);
  const [path, other] = ['AMS.segl', 'Other.segl'].map((name) => join(temporaryFolder(), name));
  if (path === undefined || other === undefined) throw new Error('two paths');
  valueOf(await session.create({ path, passphrase, projectName: 'AMS', text: '' }));
  valueOf(await session.create({ path: other, passphrase, projectName: 'AMS', text: '' }));
  session.choose(path);
  expect(codeOf(await session.unlock(passphraseOf('not the passphrase')))).toBe('passphrase-wrong');
  session.choose(other);
  const { vault } = valueOf(await session.unlock(passphrase));
  expect(vault.audit.all().map(({ kind }) => kind)).toEqual(['created', 'opened']);
  session.lock();
});
