import { readSync } from 'node:fs';
import { passphraseOf, type Passphrase } from '#vault/container/passphrase-slot.ts';

/** The most that is read of standard input, in bytes: passphrases of 1,024 characters, recovery shares, and more. */
const mostInput = 64 * 1024;

/** The signs of one recovery share, which are all of it but what is printed for people. */
const shareSigns = 80;

// The lines of a share that are for people, as they are printed.
const forPeople = /^(?:segl recovery share \d|project [0-9a-f]{8}, set )/iu;

/**
 * What somebody gives on standard input: secrets, in lines, which are taken one after the other in the order that each command
 * says. Nothing is read before the first of them is asked for.
 */
export class StandardInput {
  #whole: Buffer | null = null;
  #rest: Buffer = Buffer.alloc(0);

  /** The passphrase on the next line, for whoever uses it to fill with zeros; empty where there is no line any more. */
  passphrase(): Passphrase {
    return passphraseIn(this.#line());
  }

  /** The text of the next line, which stays in memory for as long as the process likes; empty where there is none. */
  text(): string {
    return this.#line().toString('utf8');
  }

  /** So many recovery shares: as they were printed, or each of them on a line. Fewer where there are fewer. */
  shares(count: number): readonly string[] {
    const shares: string[] = [];
    while (shares.length < count) {
      const share = this.#share();
      if (share === '') break;
      shares.push(share);
    }
    return shares;
  }

  /** Fills everything that was read with zeros. */
  forget(): void {
    this.#whole?.fill(0);
    this.#rest = Buffer.alloc(0);
  }

  #share(): string {
    let signs = '';
    while (signs.length < shareSigns && !this.#isAtEnd()) {
      const line = this.text().trim();
      if (!forPeople.test(line)) signs += line.replaceAll(/[\s-]/gu, '');
    }
    return signs;
  }

  #isAtEnd(): boolean {
    this.#read();
    return this.#rest.length === 0;
  }

  #line(): Buffer {
    this.#read();
    const end = this.#rest.indexOf('\n');
    const line = end < 0 ? this.#rest : this.#rest.subarray(0, end);
    this.#rest = this.#rest.subarray(end < 0 ? this.#rest.length : end + 1);
    return line.at(-1) === 0x0d && end >= 0 ? line.subarray(0, -1) : line;
  }

  #read(): void {
    if (this.#whole !== null) return;
    this.#whole = readInput();
    this.#rest = this.#whole;
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

// Only letters beyond ASCII have more than one form, which a string is needed for.
function passphraseIn(line: Buffer): Passphrase {
  return line.every((byte) => byte < 0x80) ? Uint8Array.from(line) : passphraseOf(line.toString('utf8'));
}
