import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { decodeContainer } from '#vault/container/envelope.ts';
import { recoveryLogPath } from '#vault/files/file-names.ts';
import type { FileOperations, VaultPlatform } from '#vault/files/platform.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import {
  codeOf,
  filesOf,
  passphrase,
  phrase,
  quickPlatform,
  sourceWith,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

async function newVaultAt(folder: string): Promise<string> {
  const path = join(folder, 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: 'text 0' };
  valueOf(valueOf(await createVault(start, quickPlatform)).close());
  return path;
}

async function writeAndKill(path: string, first: number, afterFirst: number): Promise<number> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'writer.ts'), path, phrase, String(first)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => child.once('close', resolve));
  while (!said.includes('\n') && child.exitCode === null) await wait(5);
  await wait(afterFirst);
  child.kill('SIGKILL');
  await ended;
  return Number(said.split('\n').slice(0, -1).at(-1));
}

// A process starts six times, each with a derivation of keys on both sides: a slow machine needs minutes for that.
test('after a kill at any moment the last saving that was done is there', { timeout: 600_000 }, async () => {
  const path = await newVaultAt(temporaryFolder());
  let done = 0;
  for (const pause of [0, 3, 11, 24, 37, 53]) {
    done = await writeAndKill(path, done + 1, pause);
    expect(decodeContainer(readFileSync(path)).ok).toBe(true);
    const opened = valueOf(await openVault(path, passphrase, quickPlatform));
    const latest = Number(opened.texts.latest().text.replace('text ', ''));
    expect(latest).toBeGreaterThanOrEqual(done);
    expect(opened.setAside).toBe(false);
    done = latest;
    valueOf(opened.close());
    expect(existsSync(recoveryLogPath(path))).toBe(false);
  }
});

/** A platform whose n-th file operation from now on fails as a full disk does, and every one after it if it stays full. */
function failing(): {
  readonly platform: VaultPlatform;
  failAt: (operation: number, stays?: boolean) => void;
} {
  let left = Infinity;
  let staysFull = false;
  const turn = (): void => {
    left -= 1;
    if (left === 0 || (staysFull && left < 0)) {
      throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
    }
  };
  const { files } = quickPlatform;
  const after =
    <Given extends readonly unknown[], Value>(operation: (...given: Given) => Value) =>
    (...given: Given): Value => {
      turn();
      return operation(...given);
    };
  const turned: FileOperations = {
    ...files,
    open: after(files.open),
    // Half of what is written arrives.
    write: (file, bytes, position) => {
      try {
        turn();
      } catch (error) {
        files.write(file, bytes.subarray(0, bytes.length / 2), position);
        throw error;
      }
      files.write(file, bytes, position);
    },
    sync: after(files.sync),
    rename: after(files.rename),
    link: after(files.link),
  };
  return {
    platform: { ...quickPlatform, files: turned },
    failAt: (operation, stays = false) => {
      left = operation;
      staysFull = stays;
    },
  };
}

// Sealing: open, write, write, sync, rename.
test.each([1, 2, 3, 4, 5])('a sealing whose operation %i fails loses nothing', async (operation) => {
  const folder = temporaryFolder();
  const path = await newVaultAt(folder);
  const { platform, failAt } = failing();
  const opened = valueOf(await openVault(path, passphrase, platform));
  const before = readFileSync(path);
  valueOf(opened.texts.save('precious'));
  const file = valueOf(opened.documents.add('note.txt', Buffer.from('precious, too')));
  valueOf(opened.dossier.save({ ...emptyDossier, sources: [sourceWith(file)] }));
  failAt(operation, true);
  expect(codeOf(opened.close())).toBe('vault-seal-disk-full');
  expect(readFileSync(path).equals(before)).toBe(true);
  const again = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(again.recovered).toBe(true);
  expect(again.texts.latest().text).toBe('precious');
  expect(valueOf(again.documents.read(file.sha256))).toEqual(Buffer.from('precious, too'));
  valueOf(again.close());
  expect(Object.keys(filesOf(folder))).toEqual(['AMS.segl']);
});

// Saving: write, sync.
test.each([1, 2])(
  'a saving whose operation %i fails says so, and what is saved afterwards is there',
  async (operation) => {
    const path = await newVaultAt(temporaryFolder());
    const { platform, failAt } = failing();
    const opened = valueOf(await openVault(path, passphrase, platform));
    valueOf(opened.texts.save('before'));
    failAt(operation);
    expect(codeOf(opened.texts.save('a long text that does not fit any more'))).toBe('vault-disk-full');
    expect(opened.texts.latest().text).toBe('before');
    valueOf(opened.texts.save('after'));
    failAt(1, true);
    expect(codeOf(opened.close())).toBe('vault-seal-disk-full');
    const again = valueOf(await openVault(path, passphrase, quickPlatform));
    expect(again.setAside).toBe(false);
    expect(again.texts.all().map(({ text }) => text)).toEqual(['text 0', 'before', 'after']);
    valueOf(again.close());
  },
);

test('a saving waits for the disk, and a sealing for the disk and for the folder', async () => {
  const path = await newVaultAt(temporaryFolder());
  const { files } = quickPlatform;
  const log: string[] = [];
  const names = new Map<number, string>();
  const { fstatSync } = await import('node:fs');
  const platform: VaultPlatform = {
    ...quickPlatform,
    files: {
      ...files,
      open: (name, ...given) => {
        const file = files.open(name, ...given);
        names.set(file, fstatSync(file).isDirectory() ? 'folder' : (/\w+$/u.exec(String(name))?.[0] ?? ''));
        return file;
      },
      write: (file, bytes, position) => {
        log.push(`write ${names.get(file) ?? ''}`);
        files.write(file, bytes, position);
      },
      sync: (file) => {
        log.push(`sync ${names.get(file) ?? ''}`);
        files.sync(file);
      },
      rename: (from, to) => {
        log.push('rename');
        files.rename(from, to);
      },
    },
  };
  const opened = valueOf(await openVault(path, passphrase, platform));
  expect(log).toContain('sync folder');
  log.length = 0;
  valueOf(opened.texts.save('precious'));
  expect(log).toEqual(['write work', 'sync work']);
  log.length = 0;
  valueOf(opened.seal());
  const written = log.filter((line) => !line.endsWith(' work'));
  expect(written).toEqual(['write new', 'write new', 'sync new', 'rename', 'sync folder']);
  valueOf(opened.close());
});

test('a creation of which any operation fails leaves nothing', async () => {
  for (let operation = 1; ; operation += 1) {
    const folder = temporaryFolder();
    const start = { path: join(folder, 'AMS.segl'), passphrase, projectName: 'AMS', text: '' };
    const { platform, failAt } = failing();
    failAt(operation);
    const made = await createVault(start, platform);
    failAt(Infinity);
    if (made.ok) {
      valueOf(made.value.close());
      expect(operation).toBeGreaterThan(8);
      break;
    }
    expect(made.error.code).toBe('vault-disk-full');
    expect(filesOf(folder)).toEqual({});
    // The name is free again in this very process.
    valueOf(valueOf(await createVault(start, quickPlatform)).close());
  }
}, 600_000);

test('an opening of which any operation fails leaves the project closed, whole and to be opened again', async () => {
  const folder = temporaryFolder();
  const path = await newVaultAt(folder);
  for (let operation = 1; ; operation += 1) {
    const before = filesOf(folder);
    const { platform, failAt } = failing();
    failAt(operation);
    const opened = await openVault(path, passphrase, platform);
    failAt(Infinity);
    if (opened.ok) {
      valueOf(opened.value.close());
      expect(operation).toBeGreaterThan(5);
      break;
    }
    expect(opened.error.code).toBe('vault-disk-full');
    expect(filesOf(folder)).toEqual(before);
    valueOf(valueOf(await openVault(path, passphrase, quickPlatform)).close());
  }
}, 600_000);
