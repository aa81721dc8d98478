import { readSync } from 'node:fs';
import { tellOpening } from '#cli/opening-notice.ts';
import { success, type Result } from '#core/result.ts';
import type { VaultFailure } from '#vault/failure.ts';
import { passphraseOf, type Passphrase } from '#vault/passphrase-slot.ts';
import { openVault, type Vault } from '#vault/vault.ts';

/** How much of standard input is read, in bytes: two passphrases of 1,024 characters, and more. */
const mostInput = 64 * 1024;

/** A project that was opened with the first line of standard input. */
export interface GivenProject {
  readonly vault: Vault;
  /** The second line, which is the passphrase of a report; empty where there is none. */
  readonly secondLine: string;
}

/** Opens a project with the passphrase that is the first line of standard input, and forgets the passphrase. */
export async function openGivenProject(file: string): Promise<Result<GivenProject, VaultFailure>> {
  const input = readInput();
  const [first, rest] = splitLine(input);
  const passphrase = passphraseIn(first);
  const secondLine = splitLine(rest)[0].toString('utf8');
  input.fill(0);
  try {
    const opened = await openVault(file, passphrase);
    if (!opened.ok) return opened;
    tellOpening(opened.value);
    return success({ vault: opened.value, secondLine });
  } finally {
    passphrase.fill(0);
  }
}

// Into one buffer, and not in pieces that would each keep a part of it.
function readInput(): Buffer {
  const bytes = Buffer.alloc(mostInput);
  let length = 0;
  while (length < bytes.length) {
    const count = readMore(bytes, length);
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}

function readMore(bytes: Buffer, offset: number): number {
  try {
    return readSync(0, bytes, offset, bytes.length - offset, null);
  } catch (error) {
    // Windows says so where a pipe ends.
    if (error instanceof Error && 'code' in error && error.code === 'EOF') return 0;
    throw error;
  }
}

function splitLine(input: Buffer): readonly [Buffer, Buffer] {
  const end = input.indexOf('\n');
  if (end < 0) return [input, input.subarray(input.length)];
  const line = input.subarray(0, input[end - 1] === 0x0d ? end - 1 : end);
  return [line, input.subarray(end + 1)];
}

// Only letters beyond ASCII have more than one form, which a string is needed for.
function passphraseIn(line: Buffer): Passphrase {
  return line.every((byte) => byte < 0x80) ? Uint8Array.from(line) : passphraseOf(line.toString('utf8'));
}
