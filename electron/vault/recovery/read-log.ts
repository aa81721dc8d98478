import { closeSync } from 'node:fs';
import { recoveryLogPath } from '#vault/files/file-names.ts';
import { openRegular, readAt, sizeOf } from '#vault/files/regular-file.ts';
import {
  decodeEntry,
  headLength,
  keyOf,
  logBaseSchema,
  magic,
  nonceLength,
  tagLength,
  type LogBase,
} from '#vault/recovery/log-format.ts';

/** The longest entry that is read, in bytes: a document of the largest size, and room for what is said of it. */
const longestEntry = 256 * 1024 * 1024;

/** The content of a log that was left behind, as far as it is authentic. */
export interface FoundLog {
  /** The writing of the container that it follows; null where not even that is authentic. */
  readonly base: LogBase | null;
  readonly entries: readonly Buffer[];
  /**
   * `whole`; `cut` where the last entry is incomplete, which nobody was told is saved; `damaged` where what follows is
   * not what was written.
   */
  readonly end: 'whole' | 'cut' | 'damaged';
}

/** Reads a log that was left behind. Throws where it is no file, or as node:fs does. */
export function readLog(path: string, dataKey: Buffer): FoundLog {
  const file = openRegular(recoveryLogPath(path));
  try {
    return readEntries(file, sizeOf(file), dataKey);
  } finally {
    closeSync(file);
  }
}

function readEntries(file: number, size: number, dataKey: Buffer): FoundLog {
  const head = readAt(file, 0, headLength);
  const isOurs = head.subarray(0, magic.length).equals(magic.subarray(0, head.length));
  if (!isOurs) return { base: null, entries: [], end: 'damaged' };
  if (head.length < headLength) return { base: null, entries: [], end: 'cut' };
  const key = keyOf(dataKey, head.subarray(magic.length));
  const contents: Buffer[] = [];
  let position = headLength;
  let end: FoundLog['end'] = 'whole';
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
    return logBaseSchema.parse(JSON.parse(content.toString('utf8')));
  } catch {
    return null;
  }
}
