import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recoveryLogPath } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { openVault } from '#vault/opening/open.ts';
import {
  codeOf,
  filesOf,
  passphrase,
  quickPlatform,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';
import { newVaultAt, open, snapshot, keptIn } from './left-behind.ts';

/** The entries of a log, the first of which is its beginning. */
function piecesOf(log: Buffer): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let position = 22;
  while (position < log.length) {
    const end = position + 4 + log.readUInt32BE(position);
    pieces.push(log.subarray(pieces.length === 0 ? 0 : position, end));
    position = end;
  }
  return pieces;
}

test('a link that is put in the place of the log just before it is begun leads nowhere', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const victim = join(temporaryFolder(), 'mine.txt');
  writeFileSync(victim, 'mine');
  valueOf((await newVaultAt(path)).close());
  const { files } = quickPlatform;
  const platform: VaultPlatform = {
    ...quickPlatform,
    files: {
      ...files,
      open: (name, ...given) => {
        if (name === recoveryLogPath(path)) symlinkSync(victim, name);
        return files.open(name, ...given);
      },
    },
  };
  expect(codeOf(await openVault(path, passphrase, platform))).toMatch(/^vault-/u);
  expect(readFileSync(victim, 'utf8')).toBe('mine');
  rmSync(recoveryLogPath(path));
  const opened = await open(path);
  expect(opened.texts.latest().text).toBe('text 0');
  valueOf(opened.close());
});

test('what was sealed just before a kill is not told as anything left', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const vault = await newVaultAt(path);
  valueOf(vault.texts.save('text 1'));
  const { log } = snapshot(path);
  valueOf(vault.close());
  writeFileSync(recoveryLogPath(path), log);
  const opened = await open(path);
  expect([opened.recovered, opened.setAside]).toEqual([false, false]);
  expect(opened.texts.latest().text).toBe('text 1');
  valueOf(opened.close());
  expect(Object.keys(filesOf(folder))).toEqual(['AMS.segl']);
});

type Change = (pieces: readonly Buffer[], other: readonly Buffer[]) => readonly Buffer[];

const flipped = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed.writeUInt8((changed.at(at) ?? 0) ^ 1, at < 0 ? changed.length + at : at);
  return changed;
};

// Each: a log of the entries text 1, text 2, text 3; what stays of it; whether the rest is kept and told.
const changes: readonly (readonly [string, Change, string, boolean])[] = [
  ['whole', (pieces) => pieces, 'text 3', false],
  [
    'cut off within its last entry',
    (pieces) => pieces.with(-1, pieces[3]?.subarray(0, 40) ?? Buffer.alloc(0)),
    'text 2',
    false,
  ],
  ['with room after it that was never filled', (pieces) => [...pieces, Buffer.alloc(500)], 'text 3', false],
  [
    'with something far behind it',
    (pieces) => [...pieces, Buffer.alloc(500), Buffer.from('something')],
    'text 3',
    true,
  ],
  [
    'with a flipped bit in its last entry',
    (pieces) => pieces.with(3, flipped(pieces[3] ?? Buffer.alloc(1), -1)),
    'text 2',
    true,
  ],
  [
    'with a length before its last entry that no entry has',
    (pieces) =>
      pieces.with(3, Buffer.concat([Buffer.alloc(4, 0xff), (pieces[3] ?? Buffer.alloc(4)).subarray(4)])),
    'text 2',
    true,
  ],
  [
    'with two entries in each other’s place',
    ([a, b, c, d]) => [a, c, b, d].filter((each) => each !== undefined),
    'text 0',
    true,
  ],
  ['with an entry left out', ([a, b, , d]) => [a, b, d].filter((each) => each !== undefined), 'text 1', true],
  [
    'with an entry twice',
    ([a, b, c, d]) => [a, b, c, c, d].filter((each) => each !== undefined),
    'text 2',
    true,
  ],
  [
    'with an entry of another project’s log',
    ([a, b], other) => [a, b, other[2]].filter((each) => each !== undefined),
    'text 1',
    true,
  ],
  [
    'with a beginning of another log',
    ([, b], other) => [other[0], b].filter((each) => each !== undefined),
    'text 0',
    true,
  ],
  ['of one byte', () => [Buffer.from('x')], 'text 0', true],
  ['empty', () => [], 'text 0', false],
];

test.each(changes)('a recovery log that is %s', async (_name, change, text, told) => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const other = await newVaultAt(path);
  for (const each of ['other 1', 'other 2', 'other 3']) valueOf(other.texts.save(each));
  const { log: otherLog } = snapshot(path);
  valueOf(other.close());
  rmSync(path);
  const vault = await newVaultAt(path);
  for (const each of ['text 1', 'text 2', 'text 3']) valueOf(vault.texts.save(each));
  const { log, container } = snapshot(path);
  valueOf(vault.close());

  writeFileSync(path, container);
  writeFileSync(recoveryLogPath(path), Buffer.concat(change(piecesOf(log), piecesOf(otherLog))));
  const opened = await open(path);
  expect(opened.texts.latest().text).toBe(text);
  expect(opened.recovered).toBe(text !== 'text 0');
  expect(opened.setAside).toBe(told);
  expect(keptIn(folder)).toHaveLength(told ? 1 : 0);
  valueOf(opened.texts.save('later'));
  const killed = snapshot(path);
  valueOf(opened.close());

  // What was taken over and what came after it survive a kill of this session, too.
  writeFileSync(path, killed.container);
  writeFileSync(recoveryLogPath(path), killed.log);
  const again = await open(path);
  expect(again.texts.latest().text).toBe('later');
  expect(again.setAside).toBe(false);
  valueOf(again.close());
});

test('an entry of another log of the same writing of the same project is none of this one', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const first = await newVaultAt(path);
  const container = readFileSync(path);
  valueOf(first.texts.save('taken back by the analyst'));
  const old = piecesOf(snapshot(path).log);
  valueOf(first.close());
  // A copy of the project from before is put back, and worked on.
  writeFileSync(path, container);
  const second = await open(path);
  valueOf(second.texts.save('text 1'));
  const [beginning = Buffer.alloc(0)] = piecesOf(snapshot(path).log);
  valueOf(second.close());

  writeFileSync(path, container);
  writeFileSync(recoveryLogPath(path), Buffer.concat([beginning, old[1] ?? Buffer.alloc(0)]));
  const opened = await open(path);
  expect(opened.texts.latest().text).toBe('text 0');
  expect([opened.recovered, opened.setAside]).toEqual([false, true]);
  valueOf(opened.close());
});

test('no number of a log and no nonce is ever used again after a recovery', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const vault = await newVaultAt(path);
  valueOf(vault.texts.save('text 1'));
  valueOf(vault.texts.save('text 2'));
  const { log, container } = snapshot(path);
  valueOf(vault.close());
  const cut = piecesOf(log).slice(0, 2);
  writeFileSync(path, container);
  writeFileSync(recoveryLogPath(path), Buffer.concat(cut));
  const opened = await open(path);
  valueOf(opened.texts.save('another text 2'));
  const { log: next } = snapshot(path);
  expect(next.subarray(6, 22).equals(log.subarray(6, 22))).toBe(false);
  valueOf(opened.close());
});

test('what a sealing could not take away from the log is no reason to tell of anything after a kill', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  valueOf((await newVaultAt(path)).close());
  const disk = { fails: false };
  const { files } = quickPlatform;
  const truncate: typeof files.truncate = (file, length) => {
    if (disk.fails) throw Object.assign(new Error('input or output'), { code: 'EIO' });
    files.truncate(file, length);
  };
  const vault = await open(path, { ...quickPlatform, files: { ...files, truncate } });
  valueOf(vault.texts.save('long '.repeat(2_000)));
  disk.fails = true;
  valueOf(vault.seal());
  disk.fails = false;
  valueOf(vault.texts.save('after'));
  const { log, container } = snapshot(path);
  valueOf(vault.close());

  writeFileSync(path, container);
  writeFileSync(recoveryLogPath(path), log);
  const opened = await open(path);
  expect(opened.texts.latest().text).toBe('after');
  expect([opened.recovered, opened.setAside]).toEqual([true, false]);
  valueOf(opened.close());
  expect(Object.keys(filesOf(folder))).toEqual(['AMS.segl']);
});
