import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { writeSealed } from '#exchange/sealed/write.ts';
import type { ReceivedFile } from '#project/exchange/received-file.ts';
import { SealedDesk } from '#project/exchange/sealed-desk.ts';
import { KeyringSession } from '#project/keyring/keyring-session.ts';
import { orderOf, sharedProject } from '../../support/exchange/sample.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

let keyring: KeyringSession;
let first = '';
let second = '';
let broken = '';

beforeEach(async () => {
  const folder = temporaryFolder();
  keyring = new KeyringSession(join(folder, 'keyring.segl'), quickPlatform);
  first = join(folder, 'first.sealed');
  second = join(folder, 'second.sealed');
  broken = join(folder, 'broken.sealed');
  const { identity } = valueOf(await keyring.create({ name: 'Ada', organisation: '' }, passphrase));
  const sealed = valueOf(await writeSealed(sharedProject, orderOf(identity, [identity.card])));
  for (const path of [first, second]) writeFileSync(path, sealed);
  writeFileSync(broken, 'not sealed');
});

async function nameOn(desk: SealedDesk): Promise<string | null> {
  return valueOf(await desk.look(keyring))?.fileName ?? null;
}

function deskWith(...paths: readonly string[]): SealedDesk {
  const desk = new SealedDesk();
  for (const path of paths) desk.wait(path);
  return desk;
}

test('what is handed over while a file is looked at waits until that one is done with', async () => {
  const desk = deskWith(first);
  expect(await nameOn(desk)).toBe('first.sealed');
  desk.wait(second);
  desk.wait(first);
  expect(await nameOn(desk)).toBe('first.sealed');
  expect(desk.file?.fileName).toBe('first.sealed');
  desk.discard();
  expect(await nameOn(desk)).toBe('second.sealed');
  desk.discard();
  expect(await nameOn(desk)).toBeNull();
});

test('one that cannot be opened is told as long as it is not done with, and keeps nobody from the next', async () => {
  const desk = deskWith(broken, second);
  expect(codeOf(await desk.look(keyring))).toBe('sealed-not-a-sealed-file');
  expect(codeOf(await desk.look(keyring))).toBe('sealed-not-a-sealed-file');
  desk.discard();
  expect(await nameOn(desk)).toBe('second.sealed');
});

test('it waits for the keyring, and again where the keys go; one that is not wanted does not', async () => {
  const other = new KeyringSession(join(temporaryFolder(), 'none.segl'), quickPlatform);
  const desk = deskWith(first, second);
  expect(codeOf(await desk.look(other))).toBe('keyring-locked');
  expect(await nameOn(desk)).toBe('first.sealed');
  desk.clear();
  expect(desk.file).toBeNull();
  // Nor is one looked for that is not there.
  desk.wait(join(temporaryFolder(), 'gone.sealed'));
  expect(codeOf(await desk.look(other))).toBe('keyring-locked');
  desk.discard();
  expect(await nameOn(desk)).toBe('second.sealed');
});

test('keys that go while a file is opened take it along: it waits for them', async () => {
  const desk = deskWith(first);
  const looking = desk.look(keyring);
  keyring.lock();
  expect(codeOf(await looking)).toBe('keyring-locked');
  expect(desk.file).toBeNull();
  valueOf(await keyring.unlock(passphrase));
  expect(await nameOn(desk)).toBe('first.sealed');
});

test('of very many that are handed over at once, 20 wait', async () => {
  const many = Array.from({ length: 20 }, (_, index) => `${first}.${String(index)}`);
  const desk = deskWith(...many, first);
  many.forEach(() => {
    desk.discard();
  });
  expect(await nameOn(desk)).toBeNull();
});

test('a file that was chosen goes with the keys: nobody knows where it lies', async () => {
  const desk = deskWith();
  const chosen: ReceivedFile | null = valueOf(await deskWith(first).look(keyring));
  if (chosen === null) throw new Error('it was handed over');
  desk.put(chosen);
  expect(await nameOn(desk)).toBe('first.sealed');
  desk.clear();
  expect(await nameOn(desk)).toBeNull();
});
