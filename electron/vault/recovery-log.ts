import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { closeSync, constants } from 'node:fs';
import { z } from 'zod';
import { recoveryLogPath } from '#vault/places.ts';
import { removeIfThere, syncFolder, type VaultPlatform } from '#vault/platform.ts';
import { replaceFile } from '#vault/container.ts';
import { openRegular, readAt, sizeOf } from '#vault/regular-file.ts';

/*
 * What was saved since the last sealing, beside the container, so that a crash loses none of it.
 *
 * The container is authenticated as a whole; everything else that makes up the project's state after a crash is in this
 * one file, and it is taken over only as what this program wrote, in the order in which it was written, onto the very
 * writing of the container that it was written for:
 *
 * - Every entry is AES-256-GCM under a key that is derived from the data key and from a number that is random and new for
 *   every log. Nobody without the data key makes an entry, and no entry of another log passes for one of this.
 * - An entry's place in the log is authenticated with it. None can be left out, repeated or moved, but the last ones.
 * - The first entry names the vault and the generation of the container. A log of another writing is not taken over.
 *
 * Database files and their journals are not among what is taken over, so that none of them can be planted, and pages of
 * another time cannot come back. Left to somebody who can write in the folder is to cut off the newest entries, which is
 * the state of some moments ago, or to put back container and log together as they once were: without a memory
 * elsewhere neither can be told from a crash or a copy.
 *
 * Format: `SEGR`, version (2 bytes), number of the log (16 bytes); then entries: length (4 bytes, big-endian) of what
 * follows, nonce (12 bytes), ciphertext, tag (16 bytes).
 */

const magic = Buffer.from('SEGR\0\u0001', 'latin1');
const numberLength = 16;
const headLength = magic.length + numberLength;
const nonceLength = 12;
const tagLength = 16;

/** The longest entry that is read, in bytes: a document of the largest size, and room for what is said of it. */
const longestEntry = 256 * 1024 * 1024;

const base = z.strictObject({ vault: z.string(), generation: z.string() });

/** Which writing of which container a log follows. */
export type LogBase = z.output<typeof base>;

function keyOf(dataKey: Buffer, number: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, number, 'segl recovery log v1', 32));
}

function contextOf(place: number): Buffer {
  return Buffer.from(`segl recovery entry v1 ${String(place)}`, 'utf8');
}

function encodeEntry(key: Buffer, place: number, content: Buffer, platform: VaultPlatform): Buffer {
  const nonce = platform.random(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(contextOf(place));
  const sealed = Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sealed.length);
  return Buffer.concat([length, sealed]);
}

function decodeEntry(key: Buffer, place: number, sealed: Buffer): Buffer | null {
  const end = sealed.length - tagLength;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength))
    .setAAD(contextOf(place))
    .setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength, end)), decipher.final()]);
  } catch {
    return null;
  }
}

/** What a log that was left behind holds, as far as it is authentic. */
export interface LeftLog {
  /** Which writing of the container it follows; null where not even that is authentic. */
  readonly base: LogBase | null;
  readonly entries: readonly Buffer[];
  /**
   * `whole`; `cut` where the last entry is incomplete, which nobody was told is saved; `damaged` where what follows is
   * not what was written.
   */
  readonly end: 'whole' | 'cut' | 'damaged';
}

/** Reads a log that was left behind. Throws where it is no file, or as node:fs does. */
export function readLog(path: string, dataKey: Buffer): LeftLog {
  const file = openRegular(recoveryLogPath(path));
  try {
    return readEntries(file, sizeOf(file), dataKey);
  } finally {
    closeSync(file);
  }
}

function readEntries(file: number, size: number, dataKey: Buffer): LeftLog {
  const head = readAt(file, 0, headLength);
  const isOurs = head.subarray(0, magic.length).equals(magic.subarray(0, head.length));
  if (!isOurs) return { base: null, entries: [], end: 'damaged' };
  if (head.length < headLength) return { base: null, entries: [], end: 'cut' };
  const key = keyOf(dataKey, head.subarray(magic.length));
  const contents: Buffer[] = [];
  let position = headLength;
  let end: LeftLog['end'] = 'whole';
  while (position < size && end === 'whole') {
    const sealed = entryAt(file, position, size);
    const content = sealed instanceof Buffer ? decodeEntry(key, contents.length, sealed) : null;
    if (content !== null && sealed instanceof Buffer) {
      contents.push(content);
      position += 4 + sealed.length;
    } else {
      end = sealed === 'cut' ? 'cut' : 'damaged';
    }
  }
  key.fill(0);
  const [first, ...entries] = contents;
  return { base: first === undefined ? null : baseOf(first), entries, end };
}

function entryAt(file: number, position: number, size: number): Buffer | 'cut' | 'damaged' {
  const length = readAt(file, position, 4);
  if (length.length < 4) return 'cut';
  const wanted = length.readUInt32BE();
  // Room that the file system had given and not filled when the machine went down.
  if (wanted === 0 && isEmptyFrom(file, position, size)) return 'cut';
  if (wanted < nonceLength + tagLength || wanted > longestEntry) return 'damaged';
  return position + 4 + wanted > size ? 'cut' : readAt(file, position + 4, wanted);
}

/** How far room that was not filled is looked through, in bytes: more of it is no accident. */
const emptiest = 16 * 1024 * 1024;

function isEmptyFrom(file: number, position: number, size: number): boolean {
  return size - position <= emptiest && readAt(file, position, size - position).every((byte) => byte === 0);
}

function baseOf(content: Buffer): LogBase | null {
  try {
    return base.parse(JSON.parse(content.toString('utf8')));
  } catch {
    return null;
  }
}

/** The log of an open project. What is in it is on the disk. */
export class RecoveryLog {
  readonly #path: string;
  readonly #file: number;
  readonly #platform: VaultPlatform;
  #dataKey: Buffer;
  #base: LogBase;
  #key: Buffer = Buffer.alloc(0);
  #entries = 0;
  #end = 0;
  #before = 0;

  private constructor(path: string, file: number, base: LogBase, dataKey: Buffer, platform: VaultPlatform) {
    this.#path = path;
    this.#file = file;
    this.#base = base;
    this.#dataKey = dataKey;
    this.#platform = platform;
  }

  /** Begins an empty log where none is. Throws as node:fs does. */
  static begin(path: string, base: LogBase, dataKey: Buffer, platform: VaultPlatform): RecoveryLog {
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL;
    const file = platform.files.open(recoveryLogPath(path), flags, 0o600);
    try {
      syncFolder(path, platform.files);
    } catch (error) {
      platform.files.close(file);
      removeIfThere(recoveryLogPath(path), platform);
      throw error;
    }
    return new RecoveryLog(path, file, base, dataKey, platform);
  }

  /**
   * Begins a log with entries that were read from the one that was left behind, and puts it in that one's place. It is
   * never written on: where its end was cut off, what was there before would be written over under the same key.
   */
  static takeOver(
    path: string,
    base: LogBase,
    entries: readonly Buffer[],
    dataKey: Buffer,
    platform: VaultPlatform,
  ): RecoveryLog {
    const place = recoveryLogPath(path);
    const { head, key, first } = beginning(base, dataKey, platform);
    const rest = entries.map((entry, index) => encodeEntry(key, index + 1, entry, platform));
    const parts = [head, first, ...rest];
    replaceFile(place, parts, platform);
    syncFolder(path, platform.files);
    const log = new RecoveryLog(path, openRegular(place, constants.O_RDWR), base, dataKey, platform);
    log.#key = key;
    log.#entries = 1 + entries.length;
    log.#end = parts.reduce((length, part) => length + part.length, 0);
    return log;
  }

  /** Whether there is anything in it. */
  get isEmpty(): boolean {
    return this.#end === 0;
  }

  /** Adds an entry and waits until it is on the disk. When that fails it throws as node:fs does, and nothing was added. */
  append(content: Buffer): void {
    const { files } = this.#platform;
    if (this.#end === 0) {
      // What the sealing before could not take away.
      files.truncate(this.#file, 0);
      const { head, key, first } = beginning(this.#base, this.#dataKey, this.#platform);
      const entry = encodeEntry(key, 1, content, this.#platform);
      this.#add(Buffer.concat([head, first, entry]), 0);
      this.#key = key;
      this.#entries = 2;
      return;
    }
    this.#add(encodeEntry(this.#key, this.#entries, content, this.#platform), this.#end);
    this.#entries += 1;
  }

  #add(bytes: Buffer, position: number): void {
    const { files } = this.#platform;
    try {
      files.write(this.#file, bytes, position);
      files.sync(this.#file);
    } catch (error) {
      this.#cut(position);
      throw error;
    }
    this.#before = position;
    this.#end = position + bytes.length;
  }

  /** Takes back the entry that was added last. */
  takeBack(): void {
    this.#entries -= 1;
    this.#end = this.#before;
    this.#cut(this.#end);
  }

  // Where even this fails, the next entry is written over what is left.
  #cut(length: number): void {
    try {
      this.#platform.files.truncate(this.#file, length);
      this.#platform.files.sync(this.#file);
    } catch {
      return;
    }
  }

  /** Empties the log: everything in it is in this writing of the container. */
  restart(base: LogBase, dataKey: Buffer): void {
    this.#base = base;
    this.#dataKey = dataKey;
    // The next entry has a key of its own; a copy of the log from before must not be read with what stays in memory.
    this.#key.fill(0);
    this.#end = 0;
    this.#cut(0);
  }

  /** Closes the log, and removes it where it is empty. */
  close(): void {
    if (this.isEmpty) removeIfThere(recoveryLogPath(this.#path), this.#platform);
    this.#platform.files.close(this.#file);
    this.#key.fill(0);
  }
}

function beginning(
  base: LogBase,
  dataKey: Buffer,
  platform: VaultPlatform,
): { readonly head: Buffer; readonly key: Buffer; readonly first: Buffer } {
  const number = platform.random(numberLength);
  const key = keyOf(dataKey, number);
  const first = encodeEntry(key, 0, Buffer.from(JSON.stringify(base), 'utf8'), platform);
  return { head: Buffer.concat([magic, number]), key, first };
}
