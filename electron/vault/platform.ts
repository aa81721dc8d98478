import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  renameSync,
  statfsSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** The file operations of the vault that can fail half-way; tests put failing ones in their place. */
export interface VaultFiles {
  readonly open: typeof openSync;
  /** Writes all bytes from a position of the file on. */
  readonly write: (file: number, bytes: Buffer, position: number) => void;
  readonly truncate: typeof ftruncateSync;
  readonly sync: typeof fsyncSync;
  readonly close: typeof closeSync;
  readonly rename: typeof renameSync;
  readonly link: typeof linkSync;
  readonly unlink: typeof unlinkSync;
}

/** Argon2id's cost for a new slot: memory in KiB, passes over it, lanes. */
export interface DerivationCost {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** What the vault needs from the world around it. */
export interface VaultPlatform {
  /** Another build of the SQLite addon, for a runtime that cannot load the shipped one. */
  readonly nativeBinding: string | undefined;
  readonly now: () => Date;
  readonly random: (length: number) => Buffer;
  /** The cost of new passphrase slots; undefined: calibrated to this machine. */
  readonly cost: DerivationCost | undefined;
  readonly files: VaultFiles;
  /**
   * A folder in memory, for the encrypted working copy of a project that nothing can be written beside; null where the
   * system has none, and such a project cannot be opened.
   */
  readonly memoryFolder: string | null;
}

// The number by which Linux knows a file system that is in memory (TMPFS_MAGIC in its linux/magic.h).
const tmpfs = 0x0102_1994;

/** The real world. */
export const realPlatform: VaultPlatform = {
  nativeBinding: undefined,
  now: () => new Date(),
  random: (length) => randomBytes(length),
  cost: undefined,
  files: {
    open: openSync,
    write: (file, bytes, position) => {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(file, bytes, done, bytes.length - done, position + done);
      }
    },
    truncate: ftruncateSync,
    sync: fsyncSync,
    close: closeSync,
    rename: renameSync,
    link: linkSync,
    unlink: unlinkSync,
  },
  memoryFolder: memoryFolder(),
};

function memoryFolder(): string | null {
  if (process.platform !== 'linux') return null;
  const folder = '/dev/shm';
  try {
    return statfsSync(folder).type === tmpfs ? folder : null;
  } catch {
    return null;
  }
}

/** Writes a new file that only its owner can read, and waits until it is on the disk. Throws as node:fs does. */
export function writeNewFile(path: string, parts: readonly Buffer[], files: VaultFiles): void {
  const file = files.open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    let position = 0;
    for (const part of parts) {
      files.write(file, part, position);
      position += part.length;
    }
    files.sync(file);
  } finally {
    files.close(file);
  }
}

/** Waits until the names in the folder of a file are on the disk. Throws as node:fs does. */
export function syncFolder(path: string, files: VaultFiles): void {
  // Windows cannot open a folder; its file systems order a rename by themselves.
  if (process.platform === 'win32') return;
  const folder = files.open(dirname(path), constants.O_RDONLY);
  try {
    files.sync(folder);
  } finally {
    files.close(folder);
  }
}

/** Removes a file; one that is not there is as good. */
export function removeIfThere(path: string, { files }: VaultPlatform): void {
  try {
    files.unlink(path);
  } catch {
    // It was not there, or will be found and refused at the next opening.
  }
}
