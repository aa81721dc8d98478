import { generateKeyPairSync, sign } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '#vault/database/database.ts';
import { recoveryLogPath } from '#vault/files/file-names.ts';
import type { OpeningSigner, VaultPlatform } from '#vault/files/platform.ts';
import { relateHeads, type SeenHead } from '#vault/lineage/heads.ts';
import { ed25519PublicKey, nextOpening, openingsSignedBy, type Opening } from '#vault/lineage/opening.ts';
import { migrate } from '#vault/migrations/migrate.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { repositoriesOn } from '#vault/repositories/repositories.ts';
import type { Vault } from '#vault/vault.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

/** Somebody who signs openings, and the 32 bytes of the public key. */
function signer(fingerprint: string): { readonly signOpening: OpeningSigner; readonly publicKey: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const x = String(publicKey.export({ format: 'jwk' }).x);
  return {
    signOpening: { fingerprint, sign: (message) => sign(null, message, privateKey) },
    publicKey: Buffer.from(x, 'base64url'),
  };
}

const [mine, theirs] = [signer('mine'), signer('theirs')];
const me: VaultPlatform = { ...quickPlatform, signOpening: mine.signOpening };
const them: VaultPlatform = { ...quickPlatform, signOpening: theirs.signOpening };

async function newVault(path: string, platform = me): Promise<Vault> {
  return valueOf(await createVault({ path, passphrase, projectName: 'AMS', text: 'text 0' }, platform));
}

const open = async (path: string, platform = me): Promise<Vault> =>
  valueOf(await openVault(path, passphrase, platform));

/** What I am told of a file that I open, having seen this head last. */
function told(seen: SeenHead | null, vault: Vault): string {
  const file = vault.head();
  const signed = openingsSignedBy(ed25519PublicKey(mine.publicKey), file.vault, vault.openings());
  const own = new Set(signed.map(({ id }) => id));
  return relateHeads(seen, file, ({ id }) => own.has(id));
}

/** Opens, writes and closes; answers the head that is left. */
async function worked(path: string, text: string, platform = me): Promise<SeenHead> {
  const vault = await open(path, platform);
  valueOf(vault.texts.save(text));
  valueOf(vault.close());
  return vault.head();
}

async function toldOf(path: string, seen: SeenHead | null): Promise<string> {
  const vault = await open(path);
  const relation = told(seen, vault);
  valueOf(vault.close());
  return relation;
}

test('each opening that writes is one row, on the writing that it began on, and is never changed', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const first = await newVault(path);
  expect(first.openings()).toMatchObject([{ position: 1, baseSequence: 0, signer: 'mine' }]);
  expect(first.head()).toMatchObject({ openings: [{ baseSequence: 0 }], sequence: 1 });
  valueOf(first.texts.save('text 1'));
  valueOf(first.seal());
  valueOf(first.texts.save('text 2'));
  valueOf(first.close());
  expect(first.head().sequence).toBe(3);
  const second = await open(path);
  expect(second.openings()).toMatchObject([{ baseSequence: 0 }, { position: 2, baseSequence: 3 }]);
  // It is in the container from its first writing on.
  expect(second.head()).toEqual(first.head());
  valueOf(second.seal());
  expect(second.head().openings).toHaveLength(2);
  valueOf(second.close());
});

test('an opening is neither changed nor taken away nor replaced, whoever writes', () => {
  const database = join(temporaryFolder(), 'body.db');
  const connection = valueOf(openDatabase(database, Buffer.alloc(32, 1), undefined));
  valueOf(migrate(connection));
  const { openings } = repositoriesOn(connection);
  const begun = { id: '1'.repeat(32), baseSequence: 1, baseGeneration: '2'.repeat(32) };
  const opening = nextOpening('vault', begun, null, null);
  openings.append(opening);
  for (const sql of [
    'DELETE FROM opening',
    'UPDATE opening SET base_sequence = 2',
    `REPLACE INTO opening VALUES (1, 'x', 1, 'x', NULL, NULL)`,
    `REPLACE INTO opening SELECT 2, id, 1, 'x', NULL, NULL FROM opening`,
  ])
    expect(() => connection.exec(sql)).toThrow('entries are never');
  expect(openings.all()).toEqual([opening]);
  connection.close();
});

test('an opening is signed for its vault, its place and the opening before it', () => {
  const begun = { id: '1'.repeat(32), baseSequence: 1, baseGeneration: '2'.repeat(32) };
  const first = nextOpening('vault', begun, null, mine.signOpening);
  const second = nextOpening('vault', { ...begun, id: '3'.repeat(32) }, first, mine.signOpening);
  const key = ed25519PublicKey(mine.publicKey);
  const signed = (openings: readonly Opening[], vault = 'vault', by = key): number =>
    openingsSignedBy(by, vault, openings).length;
  expect(signed([first, second])).toBe(2);
  expect(signed([first, second], 'another')).toBe(0);
  expect(signed([first, second], 'vault', ed25519PublicKey(theirs.publicKey))).toBe(0);
  expect(signed([second])).toBe(0);
  const unsigned = nextOpening('vault', begun, null, null);
  expect([unsigned.signer, unsigned.signature, signed([unsigned])]).toEqual([null, null, 0]);
  const changes: readonly Partial<Opening>[] = [
    { id: '4'.repeat(32) },
    { baseSequence: 2 },
    { baseGeneration: '5'.repeat(32) },
    { position: 3 },
    { signer: 'theirs' },
    { signature: '' },
    { signature: '00' },
  ];
  for (const change of changes) expect(signed([first, { ...second, ...change }])).toBe(1);
});

test('a file that was put back, copied and worked on in both, or worked on by others is told as that', async () => {
  const folder = temporaryFolder();
  const [path, copy] = [join(folder, 'AMS.segl'), join(folder, 'copy.segl')];
  valueOf((await newVault(path)).close());
  expect(await toldOf(path, null)).toBe('unknown');
  const early = await worked(path, 'text 1');
  copyFileSync(path, copy);
  expect(await toldOf(path, early)).toBe('same');
  const theirWork = await worked(path, 'text 2', them);
  expect(await toldOf(path, early)).toBe('newer');
  expect(await toldOf(copy, theirWork)).toBe('older');
  const copied = await worked(copy, 'text 3', them);
  expect(await toldOf(copy, theirWork)).toBe('forked');
  // Copy, edit, copy back.
  expect(await toldOf(path, copied)).toBe('forked');
  copyFileSync(copy, path);
  expect(await toldOf(path, theirWork)).toBe('forked');
});

test('after a crash between file and head nothing is told, and what was saved is there', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const vault = await newVault(path);
  const seen = vault.head();
  valueOf(vault.texts.save('text 1'));
  valueOf(vault.seal());
  valueOf(vault.texts.save('text 2'));
  const crashed = join(folder, 'crashed.segl');
  const [container, log] = [readFileSync(path), readFileSync(recoveryLogPath(path))];
  const left = (): void => {
    writeFileSync(crashed, container);
    writeFileSync(recoveryLogPath(crashed), log);
  };
  left();
  valueOf(vault.close());
  const opened = await open(crashed);
  expect([opened.recovered, opened.texts.latest().text]).toEqual([true, 'text 2']);
  expect(told(seen, opened)).toBe('own-ahead');
  valueOf(opened.close());
  expect(await toldOf(crashed, opened.head())).toBe('same');
  expect(await toldOf(crashed, seen)).toBe('own-ahead');
  // The same file, by somebody else: two who recover the same work part from there on.
  left();
  valueOf((await open(crashed, them)).close());
  expect(await toldOf(crashed, seen)).toBe('newer');
  expect(await toldOf(crashed, opened.head())).toBe('forked');
});

test('somebody who wrote the file meanwhile is not written over, and that is told', async () => {
  const folder = temporaryFolder();
  const [path, copy] = [join(folder, 'AMS.segl'), join(folder, 'copy.segl')];
  valueOf((await newVault(path)).close());
  copyFileSync(path, copy);
  const vault = await open(path);
  valueOf(vault.texts.save('mine'));
  // On a file system whose locks do not reach another machine.
  await worked(copy, 'theirs', them);
  copyFileSync(copy, path);
  expect(codeOf(vault.seal())).toBe('vault-overtaken');
  expect(codeOf(vault.close())).toBe('vault-overtaken');
  expect(readFileSync(path).equals(readFileSync(copy))).toBe(true);
});

test('a writing that a file system says has failed, and that is there, is nobody else’s', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  valueOf((await newVault(path)).close());
  const { files } = quickPlatform;
  let wrong = false;
  const rename: typeof files.rename = (from, to) => {
    files.rename(from, to);
    if (wrong) throw Object.assign(new Error('no answer'), { code: 'EIO' });
  };
  const vault = await open(path, { ...me, files: { ...files, rename } });
  wrong = true;
  expect(codeOf(vault.seal())).toBe('vault-media-gone');
  wrong = false;
  valueOf(vault.texts.save('text 1'));
  valueOf(vault.close());
  expect((await worked(path, 'text 2')).openings).toHaveLength(3);
});
