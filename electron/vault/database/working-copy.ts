import { constants, fstatSync, lstatSync } from 'node:fs';
import { success, type Result } from '#core/result.ts';
import {
  assertEncrypted,
  assertWrongKeyRefused,
  openDatabase,
  type Connection,
} from '#vault/database/database.ts';
import { bodyHash } from '#vault/container/envelope.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';
import { removeIfThere, type VaultPlatform } from '#vault/files/platform.ts';
import { readAt, sizeOf } from '#vault/files/regular-file.ts';

/**
 * The encrypted database of an open project. It lasts for one opening, under a name that nobody could know before, and
 * without a name from then on where the system allows that; nothing of it is ever taken over by another opening.
 *
 * POSIX drops a process's locks on a file when it closes any descriptor of it; so the file is read through one
 * descriptor, opened before SQLite's and closed after.
 */
export class WorkingCopy {
  readonly connection: Connection;
  readonly #path: string;
  readonly #descriptor: number;
  readonly #platform: VaultPlatform;

  constructor(path: string, descriptor: number, connection: Connection, platform: VaultPlatform) {
    this.#path = path;
    this.#descriptor = descriptor;
    this.connection = connection;
    this.#platform = platform;
  }

  /** The bytes of the database as they are after the last commit. */
  read(): Buffer {
    const size = sizeOf(this.#descriptor);
    const bytes = readAt(this.#descriptor, 0, size);
    if (bytes.length !== size) throw new Error('the working copy ended early');
    assertEncrypted(bytes);
    return bytes;
  }

  /** Closes the database, and removes it where it still has a name. */
  close(): void {
    this.connection.close();
    this.#platform.files.close(this.#descriptor);
    removeIfThere(this.#path, this.#platform);
  }
}

/**
 * Makes a working copy with the bytes of an encrypted database, or of an empty one, at a path where nothing is.
 * Once SQLite holds it, and before anything is done with it, it must still be these bytes: whatever was played into it,
 * or put into its place, is found then. Throws as node:fs does.
 */
export function makeWorkingCopy(
  path: string,
  image: Buffer,
  dataKey: Buffer,
  platform: VaultPlatform,
): Result<WorkingCopy, VaultFailure> {
  const { files } = platform;
  const descriptor = files.open(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
  let connection: Connection | null = null;
  try {
    files.write(descriptor, image, 0);
    if (image.length > 0) assertWrongKeyRefused(path, platform.random(32), platform.nativeBinding);
    const opened = openDatabase(path, dataKey, platform.nativeBinding);
    if (!opened.ok) return discard(path, descriptor, opened.error, platform);
    connection = opened.value;
    if (!isUntouched(path, descriptor, image)) {
      connection.close();
      return discard(path, descriptor, { code: 'vault-damaged' }, platform);
    }
    // Windows keeps an open file's name; there it goes when the copy is closed.
    removeIfThere(path, platform);
    return success(new WorkingCopy(path, descriptor, connection, platform));
  } catch (error) {
    connection?.close();
    discard(path, descriptor, { code: 'vault-damaged' }, platform);
    throw error;
  }
}

function discard(
  path: string,
  descriptor: number,
  { code }: VaultFailure,
  platform: VaultPlatform,
): ReturnType<typeof refuse> {
  platform.files.close(descriptor);
  removeIfThere(path, platform);
  return refuse(code);
}

function isUntouched(path: string, descriptor: number, image: Buffer): boolean {
  const [named, ours] = [lstatSync(path, { bigint: true }), fstatSync(descriptor, { bigint: true })];
  if (named.ino !== ours.ino || named.dev !== ours.dev) return false;
  const bytes = readAt(descriptor, 0, sizeOf(descriptor));
  return image.length === 0 || bodyHash(bytes) === bodyHash(image);
}
