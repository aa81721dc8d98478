import { readSync } from 'node:fs';
import { passphraseOf, type Passphrase } from '#vault/container/passphrase-slot.ts';

/** The most that is read of standard input, in bytes: two passphrases of 1,024 characters, and more. */
const mostInput = 64 * 1024;

/** The passphrases on standard input. */
export interface GivenPassphrases {
  /** The first line, for whoever uses it to fill with zeros. */
  readonly passphrase: Passphrase;
  /** The second line, which is the passphrase of a report; empty where there is none. */
  readonly secondLine: string;
}

/** Reads the passphrases on standard input, and fills what it read them into with zeros. */
export function readPassphrase(): GivenPassphrases {
  const input = readInput();
  const [first, rest] = splitLine(input);
  const passphrase = passphraseIn(first);
  const secondLine = splitLine(rest)[0].toString('utf8');
  input.fill(0);
  return { passphrase, secondLine };
}

/** Reads so many passphrases, one a line of standard input; where there are too few lines, the others are empty. */
export function readPassphrases(count: number): readonly Passphrase[] {
  if (count === 0) return [];
  const input = readInput();
  const passphrases: Passphrase[] = [];
  let rest = input;
  for (let place = 0; place < count; place += 1) {
    const [line, after] = splitLine(rest);
    passphrases.push(passphraseIn(line));
    rest = after;
  }
  input.fill(0);
  return passphrases;
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
