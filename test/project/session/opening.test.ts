import { mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FailureCode } from '#contract/failures.ts';
import { KeyringSession } from '#project/keyring/keyring-session.ts';
import { ProjectSession } from '#project/session/project-session.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { reportResources } from '../../support/report/resources.ts';
import { codeOf, phrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';
import { root } from '../../support/places.ts';

const dialog = vi.hoisted(() => ({ path: '' }));
vi.mock('electron', () => ({
  app: { getPath: () => '/' },
  dialog: {
    showSaveDialog: () => Promise.resolve({ canceled: false, filePath: dialog.path }),
  },
}));

const { NewProjectWish } = await import('#main/handlers/new-project.ts');
const { projectHandlers } = await import('#main/handlers/project.ts');

let session: ProjectSession;
let heard: (FailureCode | null)[];
let handlers: ReturnType<typeof projectHandlers>;

function handlersWith(sample: string): ReturnType<typeof projectHandlers> {
  return projectHandlers({
    session,
    keyring: new KeyringSession(join(temporaryFolder(), 'keyring.segl'), quickPlatform),
    settings: { current: { locale: 'en' } } as never,
    window: {} as never,
    example: { folder: sample, ...reportResources },
    protocols: join(root, 'resources', 'protocols'),
    newProject: new NewProjectWish(),
    lock: () => {
      session.lock();
    },
  });
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

beforeEach(async () => {
  heard = [];
  session = new ProjectSession(quickPlatform, { onSealing: (problem) => heard.push(problem) });
  handlers = handlersWith(join(root, 'resources', 'sample'));
  dialog.path = join(temporaryFolder(), 'AMS.segl');
  const given = passphraseOf(phrase);
  valueOf(await handlers['project.create']({ name: 'AMS', passphrase: given, template: 'empty' }));
  expect(isZero(given)).toBe(true);
});

afterEach(() => {
  session.lock();
});

test('every passphrase is overwritten once it was used, whether it fits or not', async () => {
  const [wrong, right, next] = ['not the passphrase', phrase, 'another passphrase'].map(passphraseOf);
  if (wrong === undefined || right === undefined || next === undefined) throw new Error('three were made');
  session.lock();
  expect(
    codeOf(
      await handlers['project.unlock']({ key: { kind: 'passphrase', passphrase: wrong }, takeOver: false }),
    ),
  ).toBe('passphrase-wrong');
  valueOf(
    await handlers['project.unlock']({ key: { kind: 'passphrase', passphrase: right }, takeOver: false }),
  );
  const current = passphraseOf(phrase);
  valueOf(await handlers['project.changePassphrase']({ current, next, newDataKey: false }));
  for (const used of [wrong, right, current, next]) expect(isZero(used)).toBe(true);
});

test('an opening that throws on the way leaves nothing open', async () => {
  session.lock();
  const broken = handlersWith(join(root, 'nowhere'));
  dialog.path = join(temporaryFolder(), 'Worked.segl');
  const given = passphraseOf(phrase);
  const creating = broken['project.create']({ name: 'W', passphrase: given, template: 'worked-example' });
  await expect(Promise.resolve(creating)).rejects.toThrow();
  expect(session.project).toBe(null);
  expect(isZero(given)).toBe(true);
});

test('a cancelled unlocking is answered at once, leaves nothing open, and the next one works', async () => {
  session.lock();
  const unlocking = handlers['project.unlock']({
    key: { kind: 'passphrase', passphrase: passphraseOf(phrase) },
    takeOver: false,
  });
  void handlers['project.cancelUnlock']({});
  expect(codeOf(await unlocking)).toBe('vault-opening-cancelled');
  expect(session.status).toBe('locked');
  valueOf(
    await handlers['project.unlock']({
      key: { kind: 'passphrase', passphrase: passphraseOf(phrase) },
      takeOver: false,
    }),
  );
  expect(session.status).toBe('open');
});

test('what keeps a project from being sealed is told, stays after the lock, and goes with the next opening', async () => {
  valueOf(await Promise.resolve(handlers['project.save']({ text: 'changed' })));
  renameSync(dialog.path, `${dialog.path}.aside`);
  mkdirSync(dialog.path);
  session.sealNow();
  expect(heard).toHaveLength(1);
  expect(heard[0]).not.toBe(null);
  session.lock();
  expect(session.sealProblem).not.toBe(null);
  rmdirSync(dialog.path);
  renameSync(`${dialog.path}.aside`, dialog.path);
  const opened = valueOf(
    await handlers['project.unlock']({
      key: { kind: 'passphrase', passphrase: passphraseOf(phrase) },
      takeOver: false,
    }),
  );
  expect(opened).toMatchObject({ text: 'changed', recovered: true });
  expect(session.sealProblem).toBe(null);
});

test('sealing that failed is told to be over once it works again', () => {
  valueOf(session.project?.vault.texts.save('changed') ?? { ok: false, error: { code: 'nothing open' } });
  renameSync(dialog.path, `${dialog.path}.aside`);
  mkdirSync(dialog.path);
  expect(session.seal()).not.toBe(null);
  rmdirSync(dialog.path);
  renameSync(`${dialog.path}.aside`, dialog.path);
  expect(session.seal()).toBe(null);
  expect(heard).toEqual([expect.any(String), null]);
});
