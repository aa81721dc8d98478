import { closeSync } from 'node:fs';
import { openRegular, readAt, sizeOf } from '#vault/files/regular-file.ts';

/**
 * The bytes of a file that the analyst chose; null where there is none, where it is no ordinary file, which is not followed or
 * waited for, where it has more than `most` bytes, which are not read then, and where it cannot be read.
 */
export function readBounded(path: string, most: number): Buffer | null {
  let file: number | null = null;
  try {
    file = openRegular(path);
    const size = sizeOf(file);
    return size > most ? null : readAt(file, 0, size);
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}
