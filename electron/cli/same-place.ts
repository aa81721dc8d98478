import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Whether writing to a path would write over a file, by whatever way the two are named. A path that leads nowhere is the
 * same as none.
 */
export function wouldOverwrite(path: string, file: string): boolean {
  try {
    // A link in the path's own place would be replaced, not followed.
    return join(realpathSync(dirname(path)), basename(path)) === realpathSync(file);
  } catch {
    return false;
  }
}
