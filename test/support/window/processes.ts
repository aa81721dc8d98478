import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

/** A process and everything that it started, and they in turn. Linux only. */
export function processTree(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(name) : null;
    if (parent !== null) parents.set(Number(name), parent);
  }
  const below = (pid: number): readonly number[] => [
    pid,
    ...[...parents].filter(([, parent]) => parent === pid).flatMap(([child]) => below(child)),
  ];
  return below(root);
}

function parentOf(pid: string): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may have any character in it.
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

/** How much of what stands before the bytes `countInMemory` hands over, in bytes. */
const before = 256;

/**
 * How often bytes stand in the memory that a process can write to, but where `except` says so of what stands before them.
 * Zero for a process that is gone.
 */
export function countInMemory(
  pid: number,
  needle: Buffer,
  except: (before: Buffer) => boolean = () => false,
): number {
  let count = 0;
  for (const { bytes, known } of memoryOf(pid, needle.length - 1 + before)) {
    const first = Math.max(0, known - needle.length + 1);
    for (let at = bytes.indexOf(needle, first); at >= 0; at = bytes.indexOf(needle, at + 1)) {
      if (!except(bytes.subarray(Math.max(0, at - before), at))) count += 1;
    }
  }
  return count;
}

const pieceLength = 4 << 20;

/** A piece of memory, of which so many bytes at its beginning are the last ones of the piece before. */
interface Piece {
  readonly bytes: Buffer;
  readonly known: number;
}

function* memoryOf(pid: number, overlap: number): Generator<Piece> {
  let memory: number;
  let maps: string;
  try {
    maps = readFileSync(`/proc/${String(pid)}/maps`, 'utf8');
    memory = openSync(`/proc/${String(pid)}/mem`, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return;
    throw error;
  }
  const piece = Buffer.alloc(pieceLength);
  try {
    for (const [, from = '', to = ''] of maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) .w/gm)) {
      const [begin, end] = [parseInt(from, 16), parseInt(to, 16)];
      for (let at = begin; at < end; at += pieceLength - overlap) {
        const length = readSome(memory, piece, Math.min(pieceLength, end - at), at);
        if (length > 0) yield { bytes: piece.subarray(0, length), known: at === begin ? 0 : overlap };
      }
    }
  } finally {
    closeSync(memory);
  }
}

// What is mapped and not there cannot be read.
function readSome(memory: number, piece: Buffer, length: number, at: number): number {
  try {
    return readSync(memory, piece, 0, length, at);
  } catch {
    return 0;
  }
}
