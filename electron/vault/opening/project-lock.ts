import { closeSync, constants, fstatSync, lstatSync } from 'node:fs';
import Database from 'better-sqlite3';
import { success, type Result } from '#core/result.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';
import { setAsidePath, lockPath } from '#vault/files/file-names.ts';
import { removeIfThere, type VaultPlatform } from '#vault/files/platform.ts';
import { openRegular } from '#vault/files/regular-file.ts';

/** Says to every other process that a project is open here. Dies with the process. */
export interface ProjectLock {
  /** True where something that is not ours lay in the way, and was renamed. */
  readonly setAside: boolean;
  readonly release: () => void;
}

/**
 * Takes the lock of a project, or says `vault-in-use`. It is SQLite's lock on an empty file, since Node has none of its
 * own; nothing is ever read from that file or written into it. SQLite removes what lies as a journal of an empty
 * database beside it and reads none of it; what cannot be a file of ours is renamed before. Throws as node:fs does.
 *
 * POSIX drops a process's locks on a file when it closes any descriptor of it: ours is opened first and closed last.
 */
export function lockProject(path: string, platform: VaultPlatform): Result<ProjectLock, VaultFailure> {
  const place = lockPath(path);
  const setAside = clear(place, platform);
  const file = openOrMake(place, platform);
  let connection: Database.Database | null = null;
  try {
    connection = new Database(place, {
      timeout: 0,
      fileMustExist: true,
      ...(platform.nativeBinding === undefined ? {} : { nativeBinding: platform.nativeBinding }),
    });
    connection.pragma('journal_mode = MEMORY');
    connection.exec('BEGIN EXCLUSIVE');
    // Whoever had it before may have removed the file between our opening and our lock.
    if (!isStillAt(place, file))
      throw Object.assign(new Error('the lock was removed'), { code: 'SQLITE_BUSY' });
    const held = connection;
    return success({
      setAside,
      release: () => {
        // Removed while it is held, where the system allows it: nobody can take it in between.
        removeIfThere(place, platform);
        held.close();
        closeSync(file);
        if (process.platform === 'win32') removeIfThere(place, platform);
      },
    });
  } catch (error) {
    connection?.close();
    closeSync(file);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (/^SQLITE_(?:BUSY|LOCKED)/u.test(code)) return refuse('vault-in-use');
    throw error;
  }
}

function isStillAt(place: string, file: number): boolean {
  const found = lstatSync(place, { bigint: true, throwIfNoEntry: false });
  const ours = fstatSync(file, { bigint: true });
  return found?.ino === ours.ino && found.dev === ours.dev;
}

function openOrMake(place: string, { files }: VaultPlatform): number {
  try {
    return files.open(place, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return openRegular(place, constants.O_RDWR);
  }
}

// A lock of ours is an empty file, and has nothing beside it.
function clear(place: string, platform: VaultPlatform): boolean {
  const strange = ['', '-journal', '-wal', '-shm']
    .map((ending) => `${place}${ending}`)
    .filter((each) => {
      const found = lstatSync(each, { throwIfNoEntry: false });
      return found !== undefined && !(each === place && found.isFile() && found.size === 0);
    });
  for (const each of strange) platform.files.rename(each, setAsidePath(each, platform));
  return strange.length > 0;
}
