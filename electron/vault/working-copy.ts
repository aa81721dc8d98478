import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { success, type Result } from '#core/result.ts';
import { placeNewFile, removeIfThere, workingCopyPath } from '#vault/container.ts';
import {
  assertEncrypted,
  assertWrongKeyRefused,
  isWhole,
  openDatabase,
  type Connection,
} from '#vault/database.ts';
import { bodyHash, type Envelope } from '#vault/envelope.ts';
import { refuse, type VaultFailure } from '#vault/failure.ts';
import type { VaultPlatform } from '#vault/platform.ts';
import { SealRepository } from '#vault/repositories/seal.ts';

/**
 * The encrypted database beside a container while its project is open. SQLite's lock on it says that the
 * project is in use, and dies with the process.
 *
 * POSIX drops a process's locks on a file when it closes any descriptor of it; so the file is read through
 * one descriptor, opened before SQLite's and closed after.
 */
export class WorkingCopy {
  readonly connection: Connection;
  readonly #path: string;
  readonly #descriptor: number;

  constructor(path: string, descriptor: number, connection: Connection) {
    this.#path = path;
    this.#descriptor = descriptor;
    this.connection = connection;
  }

  /** The bytes of the database as they are on the disk after the last commit. */
  read(): Buffer {
    const { size } = fstatSync(this.#descriptor);
    const bytes = Buffer.alloc(size);
    for (let offset = 0; offset < size;) {
      const count = readSync(this.#descriptor, bytes, offset, size - offset, offset);
      if (count === 0) throw new Error('the working copy ended early');
      offset += count;
    }
    assertEncrypted(bytes);
    return bytes;
  }

  /** Gives the file up and, unless it still holds what the container does not, removes it. */
  close(remove: boolean, platform: VaultPlatform): void {
    // Removed while the lock is held, where the system allows it: nobody can open it in between.
    if (remove) removeIfThere(this.#path, platform);
    this.connection.close();
    closeSync(this.#descriptor);
    if (remove && process.platform === 'win32') removeIfThere(this.#path, platform);
  }
}

/** Opens a working copy that is there, and takes its lock. */
export function openWorkingCopy(
  path: string,
  dataKey: Buffer,
  platform: VaultPlatform,
): Result<WorkingCopy, VaultFailure> {
  const descriptor = openSync(path, 'r');
  try {
    if (fstatSync(descriptor).size > 0) {
      assertWrongKeyRefused(path, platform.random(32), platform.nativeBinding);
    }
    const opened = openDatabase(path, dataKey, platform.nativeBinding);
    if (opened.ok) return success(new WorkingCopy(path, descriptor, opened.value));
    closeSync(descriptor);
    return opened;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** A working copy ready for use, and whether it holds work that the container does not. */
export interface FoundWorkingCopy {
  readonly copy: WorkingCopy;
  readonly recovered: boolean;
}

/**
 * Finds or makes the working copy of a container. One that a crash left behind is taken over when it belongs
 * to this very writing of the container, or to the next one that was cut short; any other is set aside under
 * another name and never removed.
 */
export function findWorkingCopy(
  containerPath: string,
  envelope: Envelope,
  body: Buffer,
  dataKey: Buffer,
  platform: VaultPlatform,
): Result<FoundWorkingCopy, VaultFailure> {
  const path = workingCopyPath(containerPath);
  if (existsSync(path)) {
    const left = openWorkingCopy(path, dataKey, platform);
    if (!left.ok && left.error.code === 'vault-in-use') return left;
    if (left.ok && isUsable(left.value.connection, envelope)) {
      const recovered = bodyHash(left.value.read()) !== envelope.bodyHash;
      return success({ copy: left.value, recovered });
    }
    if (left.ok) left.value.close(false, platform);
    setAside(path, platform);
  }
  try {
    placeNewFile(path, body, platform);
  } catch (error) {
    // Somebody else was quicker.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return refuse('vault-in-use');
    throw error;
  }
  const opened = openWorkingCopy(path, dataKey, platform);
  return opened.ok ? success({ copy: opened.value, recovered: false }) : opened;
}

// A page that fails its authentication makes SQLite throw: such a copy is as good as none.
function isUsable(connection: Connection, envelope: Envelope): boolean {
  try {
    return belongs(connection, envelope) && isWhole(connection);
  } catch {
    return false;
  }
}

function belongs(connection: Connection, envelope: Envelope): boolean {
  const mark = new SealRepository(connection).read();
  if (mark === null) return false;
  const same = mark.generation === envelope.generation;
  const next = mark.previous === envelope.generation && mark.sequence === envelope.sequence + 1;
  return same || next;
}

/** Gets a leftover out of the way: an empty one is removed, any other keeps its content under a new name. */
function setAside(path: string, platform: VaultPlatform): void {
  if (statSync(path).size === 0) removeIfThere(path, platform);
  else renameSync(path, `${path}-${platform.random(4).toString('hex')}.kept`);
}
