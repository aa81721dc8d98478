import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { openDatabase } from '#vault/database/database.ts';
import { decodeContainer, encodeContainer, isAuthentic } from '#vault/container/envelope.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import { recoveryLogPath } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { Vault } from '#vault/vault.ts';
import {
  codeOf,
  dataKeyIn,
  filesOf,
  passphrase,
  quickPlatform,
  remembering,
  sourceWith,
  temporaryFolder,
  valueOf,
} from '../support/vault-platform.ts';
import { runs } from '../support/random.ts';

async function newVault(folder: string, text = 'first text'): Promise<{ path: string; vault: Vault }> {
  const path = join(folder, 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text };
  return { path, vault: valueOf(await createVault(start, quickPlatform)) };
}

async function closedVault(folder: string): Promise<string> {
  const { path, vault } = await newVault(folder);
  valueOf(vault.close());
  return path;
}

const open = (path: string, given = passphrase) => openVault(path, given, quickPlatform);

describe('a project file', () => {
  test('gives back what was saved, after closing, as one file that only its owner reads', async () => {
    const folder = temporaryFolder();
    const { path, vault } = await newVault(folder);
    expect(valueOf(vault.texts.save('second text')).sequence).toBe(2);
    expect(valueOf(vault.texts.save('second text')).sequence).toBe(2);
    valueOf(vault.close());
    expect(Object.keys(filesOf(folder))).toEqual(['AMS.segl']);
    expect(statSync(path).mode & 0o777).toBe(0o600);

    const opened = valueOf(await open(path));
    expect(opened.recovered).toBe(false);
    expect(opened.project.name).toBe('AMS');
    expect(opened.texts.latest()).toMatchObject({ sequence: 2, text: 'second text' });
    expect(opened.audit.all().map((event) => event.kind)).toEqual(['created', 'opened']);
    valueOf(opened.close());
  });

  test('is never made over a file that is there', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'AMS.segl');
    writeFileSync(path, 'mine');
    const start = { path, passphrase, projectName: 'AMS', text: '' };
    expect(codeOf(await createVault(start, quickPlatform))).toBe('vault-exists');
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  test('wants a passphrase of twelve characters', async () => {
    const folder = temporaryFolder();
    const start = {
      path: join(folder, 'a.segl'),
      passphrase: passphraseOf('eleven char'),
      projectName: 'A',
      text: '',
    };
    expect(codeOf(await createVault(start, quickPlatform))).toBe('passphrase-too-short');
    expect(filesOf(folder)).toEqual({});
  });

  test('opens under its new passphrase only, once that was changed', async () => {
    const folder = temporaryFolder();
    const { path, vault } = await newVault(folder);
    const next = passphraseOf('another passphrase');
    expect(codeOf(await vault.changePassphrase(passphraseOf('not the current one'), next))).toBe(
      'passphrase-wrong',
    );
    expect(codeOf(await vault.changePassphrase(passphrase, passphraseOf('short')))).toBe(
      'passphrase-too-short',
    );
    valueOf(await vault.changePassphrase(passphrase, next));
    valueOf(vault.close());
    expect(codeOf(await open(path))).toBe('passphrase-wrong');
    valueOf(valueOf(await open(path, next)).close());
  });

  test('is refused while it is open, and left alone', async () => {
    const folder = temporaryFolder();
    const { path, vault } = await newVault(folder);
    const before = filesOf(folder);
    expect(codeOf(await open(path))).toBe('vault-in-use');
    expect(filesOf(folder)).toEqual(before);
    valueOf(vault.close());
  });
});

describe('a new passphrase', () => {
  test.each([false, true])('with a new data key: %s', async (newDataKey) => {
    const folder = temporaryFolder();
    const path = join(folder, 'AMS.segl');
    const { platform, drawn } = remembering();
    const start = { path, passphrase, projectName: 'AMS', text: 'first text' };
    const vault = valueOf(await createVault(start, platform));
    const file = valueOf(vault.documents.add('note.bin', Buffer.alloc(100_000, 7)));
    const sources = [sourceWith(file)];
    valueOf(vault.dossier.save({ ...emptyDossier, sources }));
    valueOf(await vault.changePassphrase(passphrase, passphraseOf('another passphrase'), newDataKey));
    // It goes on as before, under the key that it has now, and what is written now is recovered under that, too.
    valueOf(vault.texts.save('second text'));
    const [container, log] = [readFileSync(path), readFileSync(recoveryLogPath(path))];
    valueOf(vault.close());
    writeFileSync(path, container);
    writeFileSync(recoveryLogPath(path), log);
    const opened = valueOf(await open(path, passphraseOf('another passphrase')));
    expect(opened.recovered).toBe(true);
    expect(opened.texts.latest().text).toBe('second text');
    expect(valueOf(opened.documents.read(file.sha256))).toEqual(Buffer.alloc(100_000, 7));
    expect(opened.audit.all().map(({ kind }) => kind)).toContain('passphrase-changed');
    valueOf(opened.close());
    // The key that every older copy gives away.
    const { envelope, body } = valueOf(decodeContainer(readFileSync(path)));
    const database = join(temporaryFolder(), 'body.db');
    writeFileSync(database, body);
    expect(isAuthentic(envelope, dataKeyIn(drawn))).toBe(!newDataKey);
    const read = openDatabase(database, dataKeyIn(drawn), undefined);
    expect(read.ok).toBe(!newDataKey);
    if (read.ok) read.value.close();
    expect(codeOf(await open(path))).toBe('passphrase-wrong');
  });

  test('that cannot be written leaves the project under the one before, and work goes on', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'AMS.segl');
    const start = { path, passphrase, projectName: 'AMS', text: 'first text' };
    valueOf(valueOf(await createVault(start, quickPlatform)).close());
    let full = false;
    const platform: VaultPlatform = {
      ...quickPlatform,
      files: {
        ...quickPlatform.files,
        rename: (from, to) => {
          if (full) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
          quickPlatform.files.rename(from, to);
        },
      },
    };
    const vault = valueOf(await openVault(path, passphrase, platform));
    full = true;
    for (const newDataKey of [false, true]) {
      const changed = await vault.changePassphrase(
        passphrase,
        passphraseOf('another passphrase'),
        newDataKey,
      );
      expect(codeOf(changed)).toBe('vault-seal-disk-full');
    }
    valueOf(vault.texts.save('second text'));
    full = false;
    valueOf(vault.close());
    expect(Object.keys(filesOf(folder))).toEqual(['AMS.segl']);
    const opened = valueOf(await open(path));
    expect(opened.texts.latest().text).toBe('second text');
    valueOf(opened.close());
  });

  test('of a project that was closed meanwhile changes nothing', async () => {
    const folder = temporaryFolder();
    const { path, vault } = await newVault(folder);
    const changing = vault.changePassphrase(passphrase, passphraseOf('another passphrase'), true);
    valueOf(vault.close());
    expect(codeOf(await changing)).toBe('vault-closed');
    valueOf(valueOf(await open(path)).close());
  });
});

describe('a file that cannot be opened is left as it was', () => {
  const refusals: readonly (readonly [string, (bytes: Buffer) => Buffer, string])[] = [
    ['cut off in the body', (bytes) => bytes.subarray(0, bytes.length - 1), 'vault-damaged'],
    ['cut off in the header', (bytes) => bytes.subarray(0, 40), 'vault-damaged'],
    ['empty', () => Buffer.alloc(0), 'vault-not-a-vault'],
    ['something else', () => Buffer.from('%PDF-1.7 and so on'), 'vault-not-a-vault'],
    ['of a newer version', (bytes) => withByte(bytes, 5, 3), 'vault-newer'],
    ['with a flipped bit in the header', (bytes) => flip(bytes, 200), 'vault-damaged'],
    ['with a flipped bit in the body', (bytes) => flip(bytes, bytes.length - 5_000), 'vault-damaged'],
  ];
  test.each(refusals)('%s', async (_name, change, code) => {
    const folder = temporaryFolder();
    const path = await closedVault(folder);
    writeFileSync(path, change(readFileSync(path)));
    const before = filesOf(folder);
    expect(codeOf(await open(path))).toBe(code);
    expect(filesOf(folder)).toEqual(before);
  });

  test('with a wrong passphrase', async () => {
    const folder = temporaryFolder();
    const path = await closedVault(folder);
    const before = filesOf(folder);
    expect(codeOf(await open(path, passphraseOf('not the passphrase')))).toBe('passphrase-wrong');
    expect(filesOf(folder)).toEqual(before);
  });

  test('that is not there', async () => {
    expect(codeOf(await open(join(temporaryFolder(), 'none.segl')))).toBe('vault-missing');
  });

  test('rewritten by somebody without the key, checksums and all', async () => {
    const folder = temporaryFolder();
    const path = await closedVault(folder);
    const { envelope, body } = valueOf(decodeContainer(readFileSync(path)));
    writeFileSync(path, encodeContainer({ ...envelope, sequence: envelope.sequence + 1 }, body));
    expect(codeOf(await open(path))).toBe('vault-damaged');
  });

  test.each([
    ['less', { memory: 32 * 1024 }],
    ['more', { memory: 1024 * 1024 * 1024 }],
    ['fewer passes', { passes: 1 }],
    ['more passes', { passes: 17 }],
    ['fewer lanes', { lanes: 0 }],
    ['more lanes', { lanes: 9 }],
    ['more passes over that much memory', { memory: 1024 * 1024, passes: 5 }],
  ])('whose derivation asks for %s than is allowed, before anything is derived', async (_name, cost) => {
    const folder = temporaryFolder();
    const path = await closedVault(folder);
    const { envelope, body } = valueOf(decodeContainer(readFileSync(path)));
    const slots = envelope.slots.map((slot) => ({ ...slot, ...cost }));
    writeFileSync(path, encodeContainer({ ...envelope, slots }, body));
    expect(codeOf(await open(path))).toBe('vault-parameters-refused');
  });
});

test('every single flipped bit and every truncation is found without the passphrase or by it', async () => {
  const folder = temporaryFolder();
  const whole = readFileSync(await closedVault(folder));
  const { envelope } = valueOf(decodeContainer(whole));
  fc.assert(
    fc.property(fc.nat(whole.length * 8 - 1), (bit) => {
      const flipped = Buffer.from(whole);
      const byte = Math.floor(bit / 8);
      flipped.writeUInt8((whole[byte] ?? 0) ^ (1 << (bit % 8)), byte);
      expect(decodeContainer(flipped).ok).toBe(false);
    }),
    { numRuns: runs(500) },
  );
  fc.assert(
    fc.property(fc.nat(whole.length - 1), (length) => {
      expect(decodeContainer(whole.subarray(0, length)).ok).toBe(false);
    }),
  );
  expect(valueOf(decodeContainer(whole)).envelope).toEqual(envelope);
});

test('reading a header never throws, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.constantFrom('\u0001', '\u0002'), (bytes, format) => {
      expect(() =>
        decodeContainer(Buffer.concat([Buffer.from(`SEGL\0${format}`, 'latin1'), bytes])),
      ).not.toThrow();
      expect(() => decodeContainer(Buffer.from(bytes))).not.toThrow();
    }),
  );
});

function withByte(bytes: Buffer, offset: number, value: number): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt8(value, offset);
  return changed;
}

function flip(bytes: Buffer, offset: number): Buffer {
  return withByte(bytes, offset, (bytes[offset] ?? 0) ^ 1);
}
