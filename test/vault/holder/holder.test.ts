import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { holderPath, lockPath } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { decodeHolder, encodeHolder, type Holder } from '#vault/holder/holder-format.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { Vault } from '#vault/vault.ts';
import { runs } from '../../support/random.ts';
import {
  codeOf,
  filesOf,
  passphrase,
  phrase,
  quickPlatform,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

// Some of these start a process, which a busy machine needs a while for.
vi.setConfig({ testTimeout: 120_000 });

const ada: VaultPlatform = {
  ...quickPlatform,
  host: 'station-1',
  author: { name: 'Ada', fingerprint: 'of Ada' },
};
const bob: VaultPlatform = {
  ...quickPlatform,
  host: 'station-2',
  author: { name: 'Bob', fingerprint: 'of Bob' },
};

async function newVault(platform = ada): Promise<{ readonly path: string; readonly vault: Vault }> {
  const path = join(temporaryFolder(), 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: 'text 0' };
  return { path, vault: valueOf(await createVault(start, platform)) };
}

const open = (path: string, platform = ada, takeOver = false): ReturnType<typeof openVault> =>
  openVault(path, passphrase, platform, { takeOver });

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** Another process with the project open, until it is killed. */
async function openElsewhere(path: string, name: string): Promise<() => Promise<void>> {
  const script = join(import.meta.dirname, 'keeper.ts');
  const child = spawn(process.execPath, [script, path, phrase, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
  await Promise.race([
    new Promise((resolve) => child.stdout.once('data', resolve)),
    ended.then(() => Promise.reject(new Error('it did not open'))),
  ]);
  return async () => {
    child.kill('SIGKILL');
    await ended;
  };
}

describe('who has a project open', () => {
  test('lies beside it, for those with its key, from the opening to the closing', async () => {
    const { path, vault } = await newVault();
    const bytes = readFileSync(holderPath(path)).toString('latin1');
    for (const word of ['Ada', 'station-1']) expect(bytes).not.toContain(word);
    valueOf(vault.close());
    expect(existsSync(holderPath(path))).toBe(false);
    const opened = valueOf(await open(path));
    expect(existsSync(holderPath(path))).toBe(true);
    expect(opened.leftOpen).toBeNull();
    valueOf(opened.close());
    expect(Object.keys(filesOf(join(path, '..')))).toEqual(['AMS.segl']);
  });

  test('is told to whoever asks for it from another process, and is told as left open after a crash', async () => {
    const { path, vault } = await newVault();
    valueOf(vault.close());
    const kill = await openElsewhere(path, 'Carol');
    const refused = await openVault(path, passphrase);
    expect(refused).toMatchObject({ ok: false, error: { code: 'vault-in-use', holder: { name: 'Carol' } } });
    const before = filesOf(join(path, '..'));
    // Only with the key, and without touching anything.
    expect(await openVault(path, passphraseOf('not the passphrase'))).toEqual({
      ok: false,
      error: { code: 'passphrase-wrong' },
    });
    expect(filesOf(join(path, '..'))).toEqual(before);
    // Not even a take-over opens what is locked.
    expect(codeOf(await open(path, bob, true))).toBe('vault-in-use');
    await kill();
    expect(existsSync(holderPath(path))).toBe(true);
    const opened = valueOf(await openVault(path, passphrase));
    expect(opened.leftOpen).toMatchObject({ name: 'Carol' });
    expect(opened.setAside).toBe(false);
    valueOf(opened.close());
    const again = valueOf(await openVault(path, passphrase));
    expect(again.leftOpen).toBeNull();
    valueOf(again.close());
  });

  test('is not trusted to say nothing: an in-use project is one, whatever lies there', async () => {
    const { path, vault } = await newVault();
    valueOf(vault.close());
    const kill = await openElsewhere(path, 'Carol');
    for (const bytes of ['', 'x', readFileSync(holderPath(path)).subarray(1)]) {
      writeFileSync(holderPath(path), bytes);
      expect(await open(path)).toEqual({ ok: false, error: { code: 'vault-in-use' } });
      expect(readFileSync(holderPath(path))).toEqual(Buffer.from(bytes));
    }
    rmSync(holderPath(path));
    expect(await open(path)).toEqual({ ok: false, error: { code: 'vault-in-use' } });
    await kill();
  });

  test('on another machine whose lock does not reach keeps it from being opened, until it is taken over', async () => {
    const { path, vault } = await newVault();
    // The lock that nobody here sees.
    const elsewhere = join(temporaryFolder(), 'AMS.segl');
    for (const at of [(each: string) => each, holderPath]) copyFileSync(at(path), at(elsewhere));
    const before = filesOf(join(elsewhere, '..'));
    expect(await open(elsewhere, bob)).toMatchObject({
      ok: false,
      error: { code: 'vault-held-elsewhere', holder: { name: 'Ada', host: 'station-1' } },
    });
    expect(filesOf(join(elsewhere, '..'))).toEqual(before);
    const taken = valueOf(await open(elsewhere, bob, true));
    expect(taken.audit.all().map(({ kind }) => kind)).toEqual(['created', 'taken-over', 'opened']);
    const [since] = taken.audit.all().map(({ createdAt }) => createdAt);
    expect(await openVault(elsewhere, passphrase, ada)).toMatchObject({ error: { code: 'vault-in-use' } });
    expect(since).toBeDefined();
    // Whoever had it before takes nothing away from whoever has it now.
    copyFileSync(holderPath(elsewhere), holderPath(path));
    valueOf(vault.close());
    expect(existsSync(holderPath(path))).toBe(true);
    valueOf(taken.close());
    expect(existsSync(holderPath(elsewhere))).toBe(false);
    const opened = valueOf(await open(elsewhere, ada));
    expect(opened.leftOpen).toBeNull();
    valueOf(opened.close());
  });

  test.each([
    ['of another project', async () => readFileSync(holderPath((await newVault()).path))],
    ['of nobody', () => Promise.resolve(Buffer.from('SEGH and nothing else'))],
    ['that is empty', () => Promise.resolve(Buffer.alloc(0))],
    ['that is longer than any', () => Promise.resolve(Buffer.alloc(5_000, 'SEGH\0\u0001'))],
  ])('as a file %s is not believed, and got out of the way', async (_name, planted) => {
    const { path, vault } = await newVault();
    valueOf(vault.close());
    const bytes = await planted();
    writeFileSync(holderPath(path), bytes);
    const opened = valueOf(await open(path, bob));
    expect([opened.setAside, opened.leftOpen]).toEqual([true, null]);
    const kept = Object.entries(filesOf(join(path, '..'))).filter(([name]) => name.endsWith('.kept'));
    expect(kept.map(([, each]) => each)).toEqual([bytes.toString('hex')]);
    valueOf(opened.close());
  });

  test('is still told after the project got a new data key', async () => {
    const { path, vault } = await newVault();
    const before = readFileSync(holderPath(path));
    const next = passphraseOf('another passphrase');
    valueOf(await vault.changePassphrase(passphrase, next, true));
    expect(readFileSync(holderPath(path)).equals(before)).toBe(false);
    const elsewhere = join(temporaryFolder(), 'AMS.segl');
    for (const at of [(each: string) => each, holderPath]) copyFileSync(at(path), at(elsewhere));
    expect(await openVault(elsewhere, next, bob)).toMatchObject({ error: { holder: { name: 'Ada' } } });
    valueOf(vault.close());
    expect(existsSync(holderPath(path))).toBe(false);
    expect(existsSync(lockPath(path))).toBe(false);
  });

  test('is nobody by name where nobody said', async () => {
    const { path, vault } = await newVault(quickPlatform);
    const elsewhere = join(temporaryFolder(), 'AMS.segl');
    for (const at of [(each: string) => each, holderPath]) copyFileSync(at(path), at(elsewhere));
    valueOf(vault.close());
    expect(await open(elsewhere, bob)).toMatchObject({ error: { holder: { name: null } } });
  });
});

const holder: Holder = {
  name: 'Ada',
  fingerprint: null,
  host: 'station-1',
  since: '2026-01-01T00:00:00.000Z',
  opening: '0'.repeat(32),
};

test('the file is read by those with the key of this very project, and changed by nobody', () => {
  const key = Buffer.alloc(32, 1);
  const bytes = encodeHolder(holder, 'vault', key, quickPlatform);
  expect(decodeHolder(bytes, 'vault', key)).toEqual(holder);
  expect(decodeHolder(bytes, 'another', key)).toBeNull();
  expect(decodeHolder(bytes, 'vault', Buffer.alloc(32, 2))).toBeNull();
  fc.assert(
    fc.property(fc.nat(bytes.length * 8 - 1), fc.nat(bytes.length - 1), (bit, length) => {
      const flipped = Buffer.from(bytes);
      const byte = Math.floor(bit / 8);
      flipped.writeUInt8((bytes[byte] ?? 0) ^ (1 << (bit % 8)), byte);
      expect(decodeHolder(flipped, 'vault', key)).toBeNull();
      expect(decodeHolder(bytes.subarray(0, length), 'vault', key)).toBeNull();
    }),
    { numRuns: runs(500) },
  );
});

test('a name of any length fits', () => {
  const key = Buffer.alloc(32, 1);
  const long = { ...holder, name: '\u0000é'.repeat(5_000), host: 'h'.repeat(5_000) };
  const read = decodeHolder(encodeHolder(long, 'vault', key, quickPlatform), 'vault', key);
  expect(read?.name).toBe(long.name.slice(0, 200));
});
