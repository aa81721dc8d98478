import { refuse, type ExchangeFailure, type ExchangeFailureCode } from '#exchange/failure.ts';
import type { VaultFailureCode } from '#vault/files/failure.ts';

const codes: Readonly<Partial<Record<VaultFailureCode, ExchangeFailureCode>>> = {
  'passphrase-wrong': 'keyring-passphrase-wrong',
  'passphrase-too-short': 'passphrase-too-short',
  'passphrase-too-long': 'passphrase-too-long',
  'vault-damaged': 'keyring-damaged',
  'vault-parameters-refused': 'keyring-damaged',
  'vault-newer': 'keyring-newer',
  'vault-not-a-vault': 'keyring-not-a-keyring',
  'vault-not-a-file': 'keyring-not-a-keyring',
  'vault-in-use': 'keyring-changed',
  'vault-exists': 'keyring-exists',
  'vault-missing': 'keyring-missing',
};

/** A failure of the container that a keyring is in, told of the keyring. */
export function keyringFailure(
  { code }: { readonly code: VaultFailureCode },
  use: 'reading' | 'writing',
): { readonly ok: false; readonly error: ExchangeFailure } {
  return refuse(codes[code] ?? (use === 'reading' ? 'keyring-unreadable' : 'keyring-unwritable'));
}
