import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { success } from '#core/result.ts';
import { addCard, verifyCard } from '#exchange/keyring/colleagues.ts';
import { emptyKeyring } from '#exchange/keyring/content.ts';
import { decodeBody, encodeBody } from '#exchange/keyring/keyring-format.ts';
import { noteHead, noteRecent, noteSeen, noteSent } from '#exchange/keyring/notes.ts';
import type { Keyring } from '#exchange/keyring/keyring.ts';
import { createKeyring, openKeyring } from '#exchange/keyring/open.ts';
import { authenticate, decodeContainer, encodeContainer, encodeHead } from '#vault/container/envelope.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { createVault } from '#vault/opening/create.ts';
import { identityOfPerson, projectId } from '../../support/exchange/sample.ts';
import {
  codeOf,
  filesOf,
  passphrase,
  quickPlatform,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

// The data keys that were taken out of a keyring's slot: the very bytes are looked at here.
const unlocked = vi.hoisted((): Uint8Array[] => []);
vi.mock(import('#vault/container/unlock.ts'), async (original) => {
  const module = await original();
  const unlock: typeof module.unlock = async (...given) => {
    const opened = await module.unlock(...given);
    if (opened.ok) unlocked.push(opened.value.dataKey);
    return opened;
  };
  return { ...module, unlock };
});

const isZero = (key: Uint8Array): boolean => key.every((byte) => byte === 0);

const noon = '2026-03-02T12:00:00.000Z';

async function newKeyring(): Promise<{ readonly path: string; readonly keyring: Keyring }> {
  const path = join(temporaryFolder(), 'keyring');
  const identity = await identityOfPerson('kari');
  return { path, keyring: valueOf(await createKeyring(path, passphrase, identity, quickPlatform)) };
}

const open = async (path: string, words = passphrase): ReturnType<typeof openKeyring> =>
  openKeyring(path, words, quickPlatform);

test('a keyring gives back what was noted, and only its owner reads the file', async () => {
  const { path, keyring } = await newKeyring();
  const ola = (await identityOfPerson('ola')).card;
  const vault = '0b2c5d3e-1f60-4b7a-8c9d-0e1f2a3b4c5d';
  const head = {
    vault,
    openings: [{ id: 'a'.repeat(32), baseSequence: 3 }],
    sequence: 4,
    generation: 'b'.repeat(32),
  };
  const share = {
    project: projectId,
    sequence: 1,
    head: 'c'.repeat(32),
    recipients: [ola.fingerprint],
    sentAt: noon,
  };
  const seen = { project: projectId, signer: ola.fingerprint, sequence: 2, manifest: 'd'.repeat(64) };
  valueOf(keyring.change((content) => addCard(content, ola, noon)));
  valueOf(keyring.change((content) => verifyCard(content, ola.fingerprint, noon)));
  valueOf(keyring.change((content) => noteHead(content, head)));
  valueOf(keyring.change((content) => noteSent(content, share)));
  valueOf(keyring.change((content) => noteSeen(content, seen)));
  const recent = { path: '/p/AMS.segl', name: 'AMS', openedAt: noon };
  valueOf(keyring.change((content) => success(noteRecent(content, recent))));

  const again = valueOf(await open(path));
  expect(again.content).toEqual(keyring.content);
  expect(again.content).toEqual({
    colleagues: [{ card: ola, addedAt: noon, verified: noon }],
    heads: [head],
    recent: [recent],
    sent: [share],
    seen: [seen],
  });
  expect(again.identity.encode()).toEqual(keyring.identity.encode());
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const file = readFileSync(path).toString('latin1');
  for (const word of ['Kari', 'Ola', 'AGE-SECRET', projectId]) expect(file).not.toContain(word);
});

test('a keyring is not written over', async () => {
  const { path } = await newKeyring();
  const before = filesOf(join(path, '..'));
  const again = await createKeyring(path, passphrase, await identityOfPerson('ola'), quickPlatform);
  expect(codeOf(again)).toBe('keyring-exists');
  expect(filesOf(join(path, '..'))).toEqual(before);
});

test('what cannot be opened is left as it is, each with a reason of its own', async () => {
  const { path } = await newKeyring();
  const folder = join(path, '..');
  const whole = readFileSync(path);
  const flipped = (place: number): Buffer => {
    const bytes = Buffer.from(whole);
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    return bytes;
  };
  const newer = Buffer.from(whole);
  newer.writeUInt16BE(99, 4);
  const cases: readonly (readonly [Buffer, string])[] = [
    [Buffer.from('a text'), 'keyring-not-a-keyring'],
    [newer, 'keyring-newer'],
    [whole.subarray(0, 100), 'keyring-damaged'],
    [whole.subarray(0, -1), 'keyring-damaged'],
    [Buffer.concat([whole, Buffer.from([0])]), 'keyring-damaged'],
    [flipped(50), 'keyring-damaged'],
    [flipped(whole.length - 40), 'keyring-damaged'],
  ];
  for (const [bytes, code] of cases) {
    writeFileSync(path, bytes);
    const before = filesOf(folder);
    expect(codeOf(await open(path))).toBe(code);
    expect(filesOf(folder)).toEqual(before);
  }
  writeFileSync(path, whole);
  expect(codeOf(await open(path, passphraseOf('another passphrase')))).toBe('keyring-passphrase-wrong');
  expect(codeOf(await open(folder))).toBe('keyring-not-a-keyring');
  rmSync(path);
  expect(codeOf(await open(path))).toBe('keyring-missing');
});

test('what a writing left that was cut short goes at the next opening: it may open with an old passphrase', async () => {
  const { path } = await newKeyring();
  copyFileSync(path, join(path, '..', '.keyring.0123456789abcdef.new'));
  valueOf(await open(path)).forget();
  expect(Object.keys(filesOf(join(path, '..')))).toEqual(['keyring']);
});

test('a keyring that could not be opened any more is not written', async () => {
  const { path, keyring } = await newKeyring();
  const before = readFileSync(path);
  const openings = Array.from({ length: 100_000 }, (_, index) => ({
    ...{ id: index.toString(16).padStart(32, '0'), baseSequence: 1_000_000 + index },
  }));
  const heads = Array.from({ length: 12 }, (_, index) => ({
    ...{ vault: `0b2c5d3e-1f60-4b7a-8c9d-0e1f2a3b4c5${index.toString(16)}`, openings, sequence: 1 },
    generation: 'b'.repeat(32),
  }));
  expect(codeOf(keyring.change((content) => success({ ...content, heads })))).toBe('keyring-full');
  expect(readFileSync(path)).toEqual(before);
  expect(keyring.content?.heads).toEqual([]);
});

test('a project is no keyring, before any passphrase is tried', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: 'x' };
  valueOf(valueOf(await createVault(start, quickPlatform)).close());
  expect(codeOf(await open(path, passphraseOf('not its passphrase')))).toBe('keyring-not-a-keyring');
});

test('what is larger than a keyring can be is none, before it is read', async () => {
  const { path } = await newKeyring();
  const { envelope } = valueOf(decodeContainer(readFileSync(path)));
  const bodyLength = 64 * 1024 * 1024 + 1;
  const head = encodeHead({ ...envelope, bodyLength });
  writeFileSync(path, head);
  truncateSync(path, head.length + bodyLength);
  expect(codeOf(await open(path))).toBe('keyring-not-a-keyring');
});

test('what was changed elsewhere, or put back, since it was opened is not written over', async () => {
  const { path, keyring } = await newKeyring();
  const old = `${path}.old`;
  copyFileSync(path, old);
  const other = valueOf(await open(path));
  const note = (name: string) => (each: Keyring) =>
    each.change((content) => success(noteRecent(content, { path: name, name, openedAt: noon })));
  valueOf(note('one')(other));
  expect(codeOf(note('two')(keyring))).toBe('keyring-changed');
  expect(valueOf(await open(path)).content?.recent.map(({ name }) => name)).toEqual(['one']);

  copyFileSync(old, path);
  expect(codeOf(note('three')(other))).toBe('keyring-changed');
  rmSync(path);
  expect(codeOf(note('four')(other))).toBe('keyring-missing');
});

test('a passphrase is changed together with the data key, and the current one is asked for', async () => {
  const { path, keyring } = await newKeyring();
  const next = passphraseOf('the next passphrase');
  const before = readFileSync(path);
  expect(codeOf(await keyring.changePassphrase(next, next))).toBe('keyring-passphrase-wrong');
  expect(codeOf(await keyring.changePassphrase(passphrase, passphraseOf('short')))).toBe(
    'passphrase-too-short',
  );
  expect(readFileSync(path)).toEqual(before);
  valueOf(await keyring.changePassphrase(passphrase, next));
  expect(codeOf(await open(path))).toBe('keyring-passphrase-wrong');
  const recent = { path: 'p', name: 'n', openedAt: noon };
  valueOf(keyring.change((content) => success(noteRecent(content, recent))));
  expect(valueOf(await open(path, next)).content?.recent).toEqual([recent]);
});

test('a saving that fails leaves the keyring that there was', async () => {
  const path = join(temporaryFolder(), 'keyring');
  let full = false;
  const write: typeof quickPlatform.files.write = (...given) => {
    if (full) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    quickPlatform.files.write(...given);
  };
  const platform = { ...quickPlatform, files: { ...quickPlatform.files, write } };
  const keyring = valueOf(await createKeyring(path, passphrase, await identityOfPerson('kari'), platform));
  const before = filesOf(join(path, '..'));
  full = true;
  const recent = { path: 'p', name: 'n', openedAt: noon };
  const saved = keyring.change((content) => success(noteRecent(content, recent)));
  expect(codeOf(saved)).toBe('keyring-unwritable');
  expect(filesOf(join(path, '..'))).toEqual(before);
  expect(keyring.content?.recent).toEqual([]);
});

test('the data key of a keyring is overwritten when it is forgotten, and when it has a new one', async () => {
  const keys: Buffer[] = [];
  const random = (length: number): Buffer => {
    const bytes = quickPlatform.random(length);
    if (length === 32) keys.push(bytes);
    return bytes;
  };
  const path = join(temporaryFolder(), 'keyring');
  const platform = { ...quickPlatform, random };
  const keyring = valueOf(await createKeyring(path, passphrase, await identityOfPerson('kari'), platform));
  unlocked.length = 0;
  valueOf(await keyring.changePassphrase(passphrase, passphraseOf('the next passphrase')));
  expect(unlocked.map(isZero)).toEqual([true]);
  expect(keys.map(isZero)).toEqual([true, false]);
  keyring.forget();
  expect(keys.map(isZero)).toEqual([true, true]);
});

test('what is in a keyring is overwritten in memory once it is encrypted', async () => {
  const { keyring } = await newKeyring();
  const encoding = vi.spyOn(TextEncoder.prototype, 'encode');
  const recent = { path: 'p', name: 'n', openedAt: noon };
  valueOf(keyring.change((content) => success(noteRecent(content, recent))));
  const encoded = encoding.mock.results.flatMap(({ type, value }) => (type === 'return' ? [value] : []));
  encoding.mockRestore();
  const [longest] = encoded.toSorted((one, other) => other.length - one.length);
  expect(longest?.length).toBeGreaterThan(1_000);
  expect(longest === undefined || isZero(longest)).toBe(true);
});

test('a keyring with a card that is none is damaged: no colleague is left out without a word', async () => {
  const [kari, ola] = [await identityOfPerson('kari'), await identityOfPerson('ola')];
  const [key, nonce] = [Buffer.alloc(32, 1), Buffer.alloc(12)];
  const bodyWith = (text: string): Buffer => {
    const colleagues = [{ card: { ...ola.card, text }, addedAt: noon, verified: noon }];
    return encodeBody({ identity: kari, content: { ...emptyKeyring, colleagues } }, key, nonce);
  };
  expect(valueOf(await decodeBody(bodyWith(ola.card.text), key)).content.colleagues).toHaveLength(1);
  const changed = ola.card.text.replace('Ola', 'Ole');
  expect(codeOf(await decodeBody(bodyWith(changed), key))).toBe('keyring-damaged');
});

test('a keyring that opens and was written by somebody without its key is refused, and its key overwritten', async () => {
  const { path } = await newKeyring();
  const { envelope, body } = valueOf(decodeContainer(readFileSync(path)));
  writeFileSync(path, encodeContainer(authenticate(envelope, Buffer.alloc(32, 1)), body));
  unlocked.length = 0;
  expect(codeOf(await open(path))).toBe('keyring-damaged');
  expect(unlocked.map(isZero)).toEqual([true]);
});

test('a keyring that was forgotten gives nothing away and takes nothing', async () => {
  const { keyring } = await newKeyring();
  const { identity } = keyring;
  keyring.forget();
  expect(keyring.content).toBeNull();
  expect(codeOf(keyring.change((content) => success({ ...content, recent: [] })))).toBe('keyring-locked');
  expect(() => identity.sign('segl card v1', new Uint8Array())).toThrow('forgotten');
  expect(() => identity.secret('hybrid')).toThrow('forgotten');
  expect(() => identity.encode()).toThrow('forgotten');
});
