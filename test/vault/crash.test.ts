import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { workingCopyPath } from '#vault/container.ts';
import { decodeContainer } from '#vault/envelope.ts';
import type { VaultFiles, VaultPlatform } from '#vault/platform.ts';
import { createVault, openVault } from '#vault/vault.ts';
import {
  codeOf,
  filesOf,
  passphrase,
  phrase,
  quickPlatform,
  sourceWith,
  temporaryFolder,
  valueOf,
} from './workshop.ts';

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

test('after a kill at any moment the last saving that was done is there', async () => {
  const path = await newVaultAt(temporaryFolder());
  let done = 0;
  for (const pause of [0, 3, 11, 24, 37, 53]) {
    done = await writeAndKill(path, done + 1, pause);
    expect(decodeContainer(readFileSync(path)).ok).toBe(true);
    const opened = valueOf(await openVault(path, passphrase, quickPlatform));
    const latest = Number(opened.latestRevision().text.replace('text ', ''));
    expect(latest).toBeGreaterThanOrEqual(done);
    done = latest;
    valueOf(opened.close());
    expect(existsSync(workingCopyPath(path))).toBe(false);
  }
});

/** A platform whose n-th file operation fails as a full disk does. */
function failingAt(operation: number): VaultPlatform {
  let count = 0;
  const turn = (): void => {
    count += 1;
    if (count === operation) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
  };
  const { files } = quickPlatform;
  const failing: VaultFiles = {
    ...files,
    open: (...given) => (turn(), files.open(...given)),
    write: (...given) => {
      turn();
      files.write(...given);
    },
    sync: (...given) => {
      turn();
      files.sync(...given);
    },
    rename: (...given) => {
      turn();
      files.rename(...given);
    },
    link: (...given) => {
      turn();
      files.link(...given);
    },
  };
  return { ...quickPlatform, files: failing };
}

test.each([1, 2, 3, 4])('a sealing whose operation %i fails loses nothing', async (operation) => {
  const folder = temporaryFolder();
  const path = await newVaultAt(folder);
  // Opening places the working copy with four operations: open, write, sync, link.
  const opened = valueOf(await openVault(path, passphrase, failingAt(operation + 4)));
  const before = readFileSync(path);
  valueOf(opened.saveRevision('precious'));
  const file = valueOf(opened.addDocument('note.txt', Buffer.from('precious, too')));
  valueOf(opened.saveDossier({ ...emptyDossier, sources: [sourceWith(file)] }));
  expect(codeOf(opened.close())).toBe('vault-disk-full');
  expect(readFileSync(path).equals(before)).toBe(true);
  const again = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(again.recovered).toBe(true);
  expect(again.latestRevision().text).toBe('precious');
  expect(valueOf(again.document(file.sha256))).toEqual(Buffer.from('precious, too'));
  valueOf(again.close());
  expect(Object.keys(filesOf(folder))).toEqual(['AMS.segl']);
});

test.each([1, 2, 3, 4, 5, 6, 7])('a creation whose operation %i fails leaves nothing', async (operation) => {
  const folder = temporaryFolder();
  const start = { path: join(folder, 'AMS.segl'), passphrase, projectName: 'AMS', text: '' };
  expect(codeOf(await createVault(start, failingAt(operation)))).toBe('vault-disk-full');
  expect(filesOf(folder)).toEqual({});
});

test('a working copy of another state of the project is set aside and not lost', async () => {
  const folder = temporaryFolder();
  const path = await newVaultAt(folder);
  const other = join(temporaryFolder(), 'AMS.segl');
  const start = { path: other, passphrase, projectName: 'other', text: 'other' };
  const stranger = valueOf(await createVault(start, quickPlatform));
  const { copyFileSync } = await import('node:fs');
  copyFileSync(workingCopyPath(other), workingCopyPath(path));
  valueOf(stranger.close());
  const opened = valueOf(await openVault(path, passphrase, quickPlatform));
  expect(opened.recovered).toBe(false);
  expect(opened.latestRevision().text).toBe('text 0');
  valueOf(opened.close());
  expect(Object.keys(filesOf(folder)).filter((name) => name.endsWith('.kept'))).toHaveLength(1);
});
