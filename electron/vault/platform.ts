import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';

/** The file operations of the vault that can fail half-way; tests put failing ones in their place. */
export interface VaultFiles {
  readonly open: typeof openSync;
  readonly write: (file: number, bytes: Buffer) => void;
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
}

/** The real world. */
export const realPlatform: VaultPlatform = {
  nativeBinding: undefined,
  now: () => new Date(),
  random: (length) => randomBytes(length),
  cost: undefined,
  files: {
    open: openSync,
    write: (file, bytes) => {
      for (let offset = 0; offset < bytes.length;) offset += writeSync(file, bytes, offset);
    },
    sync: fsyncSync,
    close: closeSync,
    rename: renameSync,
    link: linkSync,
    unlink: unlinkSync,
  },
};

/** Writes a new file that only its owner can read, and waits until it is on the disk. Throws as node:fs does. */
export function writeNewFile(path: string, bytes: Buffer, files: VaultFiles): void {
  const file = files.open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    files.write(file, bytes);
    files.sync(file);
  } finally {
    files.close(file);
  }
}
