import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { writeAtomically, type Placing } from '#vault/files/atomic-file.ts';
import { realFiles, type FileOperations } from '#vault/files/platform.ts';

/**
 * Writes a file that is no part of a project whole or not at all, in place of the one there is; see
 * {@link writeAtomically}. Throws as node:fs does, with what was there untouched.
 */
export function replaceFile(
  path: string,
  bytes: Uint8Array,
  placing: Partial<Pick<Placing, 'onto' | 'beforePlacing'>> = {},
  files: FileOperations = realFiles,
): void {
  // Short, whatever the file is called: its own name may be as long as names can be.
  const beside = join(dirname(path), `.segl-${randomBytes(6).toString('hex')}.tmp`);
  writeAtomically(path, [bytes], { onto: 'over', ...placing, beside }, files);
}
