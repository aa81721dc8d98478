import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  renameSync,
  statfsSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import type { Author } from '#core/history/state.ts';
import { machineClock, type Clock } from '#vault/files/clock.ts';

/** The file operations that can fail half-way; tests put failing ones in their place. */
export interface FileOperations {
  readonly open: typeof openSync;
  /** Writes all bytes from a position of the file on. */
  readonly write: (file: number, bytes: Uint8Array, position: number) => void;
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

/** Signs openings in the name of an identity. */
export interface OpeningSigner {
  /** The fingerprint of the identity's card. */
  readonly fingerprint: string;
  /** The Ed25519 signature of a message. */
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** The world around a vault: clock, randomness, file system, and who acts in it. */
export interface VaultPlatform {
  /** Another build of the SQLite addon, for a runtime that cannot load the shipped one. */
  readonly nativeBinding: string | undefined;
  readonly clock: Clock;
  readonly random: (length: number) => Buffer;
  /** The cost of new passphrase slots; undefined: calibrated to this machine. */
  readonly cost: DerivationCost | undefined;
  readonly files: FileOperations;
  /**
   * A folder in memory, for the encrypted working copy of a project that nothing can be written beside; null where the
   * system has none, and such a project cannot be opened.
   */
  readonly memoryFolder: string | null;
  /** The name of this machine. */
  readonly host: string;
  /** Signs openings; null where no identity is at hand. */
  readonly signOpening: OpeningSigner | null;
  /** Who acts, asked at every change; null where no keyring is open. */
  readonly author: Author | null;
}

// The number by which Linux knows a file system that is in memory (TMPFS_MAGIC in its linux/magic.h).
const tmpfs = 0x0102_1994;

/** The operations of the file system itself. */
export const realFiles: FileOperations = {
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
};

/** The real world. */
export const realPlatform: VaultPlatform = {
  nativeBinding: undefined,
  clock: machineClock,
  random: (length) => randomBytes(length),
  cost: undefined,
  files: realFiles,
  memoryFolder: memoryFolder(),
  host: hostname(),
  author: null,
  signOpening: null,
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

/** Removes a file; one that is not there is as good. */
export function removeIfThere(path: string, { files }: Pick<VaultPlatform, 'files'>): void {
  try {
    files.unlink(path);
  } catch {
    // It was not there, or will be found and refused at the next opening.
  }
}
