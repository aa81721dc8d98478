import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';

/** Thrown where something else than a file lies in the place of one: a pipe, a folder, a device, a link, a socket. */
export class NotAFileError extends Error {
  override readonly name = 'NotAFileError';
}

// Windows has none of these; there what was opened is compared with what was looked at.
const safely =
  process.platform === 'win32' ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * Opens a file that is there for reading, without following a link and without waiting for anybody. Throws
 * {@link NotAFileError}, or as node:fs does. The look before keeps a device from being opened at all; what counts is
 * the look through the descriptor after, which nobody can change any more.
 */
export function openRegular(path: string, flags: number = constants.O_RDONLY): number {
  const seen = lstatSync(path, { bigint: true });
  if (!seen.isFile()) throw new NotAFileError();
  const file = openSync(path, flags | safely);
  const found = fstatSync(file, { bigint: true });
  if (found.isFile() && found.ino === seen.ino && found.dev === seen.dev) return file;
  closeSync(file);
  throw new NotAFileError();
}

/** Reads this many bytes from a place in a file; fewer where it ends before. */
export function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let count = 0;
  while (count < length) {
    const more = readSync(file, bytes, count, length - count, position + count);
    if (more === 0) break;
    count += more;
  }
  return bytes.subarray(0, count);
}

/** How many bytes an open file has. */
export function sizeOf(file: number): number {
  return fstatSync(file).size;
}
