import { join } from 'node:path';
import { expect, test } from 'vitest';
import { success } from '#core/result.ts';
import { noteRecent } from '#exchange/keyring/notes.ts';
import { KeyringSession } from '#project/keyring/keyring-session.ts';
import { keyringState, recentPath } from '#project/keyring/keyring-state.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

async function sessionWithKeyring(): Promise<KeyringSession> {
  const session = new KeyringSession(join(temporaryFolder(), 'keyring'), quickPlatform);
  valueOf(await session.create({ name: 'Ada', organisation: '' }, passphrase));
  return session;
}

test('a keyring that is locked while its key is derived does not come open afterwards', async () => {
  const session = await sessionWithKeyring();
  session.lock();
  const unlocking = session.unlock(passphrase);
  session.lock();
  expect(codeOf(await unlocking)).toBe('keyring-locked');
  expect([session.status, session.open]).toEqual(['locked', null]);
  expect(codeOf(session.change((content) => success(content)))).toBe('keyring-locked');
});

test('a keyring that is opened twice has its keys in memory once', async () => {
  const session = await sessionWithKeyring();
  const first = session.open;
  const second = valueOf(await session.unlock(passphrase));
  expect(session.open).toBe(second);
  expect(first?.content).toBeNull();
  expect(() => first?.identity.secret('hybrid')).toThrow('forgotten');
  session.lock();
  expect(second.content).toBeNull();
  expect(() => second.identity.secret('hybrid')).toThrow('forgotten');
});

test('the window is told no path of a project, and nothing at all of a keyring that is locked', async () => {
  const session = await sessionWithKeyring();
  const path = join('/home', 'ada', 'secret client', 'AMS.segl');
  const opened = { path, name: 'AMS', openedAt: '2026-03-02T12:00:00.000Z' };
  valueOf(session.change((content) => success(noteRecent(content, opened))));
  const told = keyringState(session);
  expect(told.recent).toMatchObject([{ name: 'AMS', fileName: 'AMS.segl', missing: true }]);
  expect(JSON.stringify(told)).not.toContain('secret client');
  expect(recentPath(session, told.recent[0]?.id ?? '')).toBe(path);
  expect(recentPath(session, path)).toBeNull();
  session.lock();
  expect(keyringState(session)).toEqual({ status: 'locked', identity: null, colleagues: [], recent: [] });
});
