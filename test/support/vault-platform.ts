import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Result } from '#core/result.ts';
import type { SourceDocument, StoredFile } from '#core/dossier/source-document.ts';
import { costBounds } from '#vault/container/envelope.ts';
import { passphraseOf, type Passphrase } from '#vault/container/passphrase-slot.ts';
import { realPlatform, type VaultPlatform } from '#vault/files/platform.ts';

/** The real platform, with the cheapest derivation that is allowed. */
export const quickPlatform: VaultPlatform = {
  ...realPlatform,
  cost: { memory: costBounds.memory.least, passes: costBounds.passes.least, lanes: 4 },
};

/** The words that the passphrase of every vault of these tests is made of. */
export const phrase = 'a passphrase for tests';

export const passphrase: Passphrase = passphraseOf(phrase);

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes away after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'segl-test-'));
  folders.push(folder);
  return folder;
}

/** Every file of a folder with its bytes in hexadecimal. */
export function filesOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .filter((name) => lstatSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name)).toString('hex')]),
  );
}

/** A platform that keeps what it draws at random: the data key of a vault that it makes is the 32 bytes among it. */
export function remembering(): { readonly platform: VaultPlatform; readonly drawn: Buffer[] } {
  const drawn: Buffer[] = [];
  const random = (length: number): Buffer => {
    const bytes = quickPlatform.random(length);
    drawn.push(Buffer.from(bytes));
    return bytes;
  };
  return { platform: { ...quickPlatform, random }, drawn };
}

/** The data key among what was drawn when a vault was made. */
export function dataKeyIn(drawn: readonly Buffer[]): Buffer {
  const key = drawn.find(({ length }) => length === 32);
  if (key === undefined) throw new Error('no key was drawn');
  return key;
}

/** The value of a success; a failure fails the test with its code. */
export function valueOf<Value>(result: Result<Value, { readonly code: string }>): Value {
  if (!result.ok) throw new Error(`refused: ${result.error.code}`);
  return result.value;
}

/** The code of a failure; a success fails the test. */
export function codeOf(result: Result<unknown, { readonly code: string }>): string {
  if (result.ok) throw new Error('not refused');
  return result.error.code;
}

/** A source document with this file. */
export function sourceWith(file: StoredFile | null): SourceDocument {
  return {
    id: 's',
    title: 'Note',
    kind: 'vendor-document',
    owner: '',
    version: '',
    classification: 'strengt-fortrolig',
    note: '',
    file,
  };
}
