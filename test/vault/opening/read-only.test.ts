import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { recoveryLogPath } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import {
  codeOf,
  filesOf,
  passphrase,
  phrase,
  quickPlatform,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

// Each starts a process, which a busy machine needs a while for.
vi.setConfig({ testTimeout: 300_000 });

const reader = join(import.meta.dirname, 'reader.ts');
const isRoot = process.getuid?.() === 0;
/** Permissions do not bind root: the reader is nobody then. */
const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {};

async function projectIn(folder: string, ...later: readonly string[]): Promise<string> {
  const path = join(folder, 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: 'text 0' };
  const vault = valueOf(await createVault(start, quickPlatform));
  for (const text of later) valueOf(vault.texts.save(text));
  valueOf(vault.close());
  return path;
}

function read(path: string): unknown {
  const ran = spawnSync(process.execPath, [reader, path, phrase], { ...nobody, encoding: 'utf8' });
  return JSON.parse(ran.stdout === '' ? JSON.stringify(ran.stderr) : ran.stdout);
}

const onlyRead = {
  readOnly: true,
  recovered: false,
  text: 'text 0',
  same: true,
  saved: 'vault-read-only',
  changed: 'vault-read-only',
  closed: 'ok',
};

test('a project in a folder that nobody may write to is open for reading, and nothing is written anywhere', async () => {
  const folder = temporaryFolder();
  const path = await projectIn(folder);
  if (isRoot) chownSync(path, 65_534, 65_534);
  chmodSync(folder, 0o555);
  const before = [filesOf(folder), readdirSync('/dev/shm')];
  expect(read(path)).toEqual(onlyRead);
  expect([filesOf(folder), readdirSync('/dev/shm')]).toEqual(before);
  chmodSync(folder, 0o755);
});

test('what a crash left is shown from a folder that nobody may write to, and stays there', async () => {
  const folder = temporaryFolder();
  const path = await projectIn(folder);
  const vault = valueOf(await openVault(path, passphrase, quickPlatform));
  valueOf(vault.texts.save('text 1'));
  const [container, log] = [readFileSync(path), readFileSync(recoveryLogPath(path))];
  valueOf(vault.close());
  writeFileSync(path, container);
  writeFileSync(recoveryLogPath(path), log);
  if (isRoot) for (const file of [path, recoveryLogPath(path)]) chownSync(file, 65_534, 65_534);
  chmodSync(folder, 0o555);
  const before = filesOf(folder);
  expect(read(path)).toEqual({ ...onlyRead, recovered: true, text: 'text 1' });
  expect(filesOf(folder)).toEqual(before);
  chmodSync(folder, 0o755);
});

test('a project that this user may not read says so', async () => {
  const folder = temporaryFolder();
  const path = await projectIn(folder);
  chmodSync(folder, 0o755);
  chmodSync(path, 0o000);
  expect(read(path)).toEqual({ code: 'vault-unreadable' });
});

// A read-only drive: the same folder mounted once more, in a view of the drives that is the child's alone.
test.skipIf(!isRoot || process.platform !== 'linux')(
  'a project on a read-only drive is open for reading',
  async () => {
    const folder = temporaryFolder();
    const path = await projectIn(folder);
    const script = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" "$3" "$4" "$5"';
    const given = ['sh', folder, process.execPath, reader, path, phrase];
    const ran = spawnSync('unshare', ['-m', 'sh', '-c', script, ...given], { encoding: 'utf8' });
    expect(JSON.parse(ran.stdout)).toEqual(onlyRead);
    expect(Object.keys(filesOf(folder))).toEqual(['AMS.segl']);
  },
);

test('where the system has no folder in memory such a project is refused, and not put anywhere else', async () => {
  const folder = temporaryFolder();
  const path = await projectIn(folder);
  const { files } = quickPlatform;
  const opened: string[] = [];
  const platform: VaultPlatform = {
    ...quickPlatform,
    memoryFolder: null,
    files: {
      ...files,
      open: (name) => {
        opened.push(String(name));
        throw Object.assign(new Error('read-only'), { code: 'EROFS' });
      },
    },
  };
  expect(codeOf(await openVault(path, passphrase, platform))).toBe('vault-unwritable');
  expect(opened).toEqual([join(folder, '.AMS.segl.lock')]);
});
