import type { FailureCode } from '#contract/failures.ts';
import { failure } from '#core/result.ts';

/** Codes of what can go wrong with a vault. */
export type VaultFailureCode = Extract<FailureCode, `vault-${string}` | `passphrase-${string}`>;

/** A failure of the vault: a code, and nothing of what is inside. */
export interface VaultFailure {
  readonly code: VaultFailureCode;
}

/** A failed outcome with this code. */
export function refuse(code: VaultFailureCode): { readonly ok: false; readonly error: VaultFailure } {
  return failure({ code });
}

/** The failure that an error of the file system amounts to. */
export function fileFailure(error: unknown): VaultFailureCode {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'vault-missing';
    case 'EEXIST':
      return 'vault-exists';
    case 'ENOSPC':
    case 'EDQUOT':
    case 'SQLITE_FULL':
      return 'vault-disk-full';
    case 'EISDIR':
      return 'vault-not-a-vault';
    default:
      return 'vault-unwritable';
  }
}
