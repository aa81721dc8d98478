import type { FailureCode, ProjectHolder } from '#contract/failures.ts';
import { failure } from '#core/result.ts';
import { NotAFileError } from '#vault/files/regular-file.ts';

/** Codes of what can go wrong with a vault. */
export type VaultFailureCode = Extract<FailureCode, `vault-${string}` | `passphrase-${string}`>;

/** A failure of the vault: a code, and nothing of what is inside; with `vault-in-use` perhaps by whom. */
export interface VaultFailure {
  readonly code: VaultFailureCode;
  readonly holder?: ProjectHolder;
}

/** A failed outcome with this code. */
export function refuse(code: VaultFailureCode): { readonly ok: false; readonly error: VaultFailure } {
  return failure({ code });
}

/** The use of a file that the file system refused. */
export type FileUse = 'reading' | 'writing';

const codes: Readonly<Record<string, VaultFailureCode>> = {
  ENOENT: 'vault-missing',
  ENOTDIR: 'vault-missing',
  EEXIST: 'vault-exists',
  ENOSPC: 'vault-disk-full',
  EDQUOT: 'vault-disk-full',
  EFBIG: 'vault-disk-full',
  SQLITE_FULL: 'vault-disk-full',
  EISDIR: 'vault-not-a-file',
  ELOOP: 'vault-not-a-file',
  ENAMETOOLONG: 'vault-name-too-long',
  EROFS: 'vault-unwritable',
  EIO: 'vault-media-gone',
  ENODEV: 'vault-media-gone',
  ENXIO: 'vault-media-gone',
  ENOTCONN: 'vault-media-gone',
  ESTALE: 'vault-media-gone',
  EHOSTDOWN: 'vault-media-gone',
  ETIMEDOUT: 'vault-media-gone',
};

/** The failure that an error of the file system, or of SQLite upon it, amounts to. */
export function fileFailure(error: unknown, attempt: FileUse = 'writing'): VaultFailureCode {
  if (error instanceof NotAFileError) return 'vault-not-a-file';
  if (error instanceof UnprotectedError) return 'vault-unprotected';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_IOERR')) return 'vault-media-gone';
  return codes[code] ?? (attempt === 'reading' ? 'vault-unreadable' : 'vault-unwritable');
}

/** True where the file system lets nobody, or not this user, write there. */
export function isWriteRefused(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EROFS' || code === 'EACCES' || code === 'EPERM';
}

/** Thrown where the encryption of a database did not come up as it should. */
export class UnprotectedError extends Error {
  override readonly name = 'UnprotectedError';
}
