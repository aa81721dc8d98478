import type { Dossier } from '#core/dossier/dossier.ts';
import type { Result } from '#core/result.ts';
import type { StoredFile } from '#core/dossier/source-document.ts';
import type { VaultFailure } from '#vault/failure.ts';
import type { Vault } from '#vault/vault.ts';

/** Puts a document and what is stated about a project into it. */
export function takeOver(
  vault: Vault,
  document: { readonly name: string; readonly bytes: Uint8Array },
  dossier: (file: StoredFile) => Dossier,
): Result<null, VaultFailure> {
  const file = vault.addDocument(document.name, document.bytes);
  return file.ok ? vault.saveDossier(dossier(file.value)) : file;
}
