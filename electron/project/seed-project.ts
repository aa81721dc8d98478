import type { Dossier } from '#core/dossier/dossier.ts';
import type { Result } from '#core/result.ts';
import type { StoredFile } from '#core/dossier/source-document.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import { keepDocument } from '#vault/store/documents.ts';
import { keepDossier } from '#vault/store/stored-dossier.ts';
import type { Vault } from '#vault/vault.ts';

/** The content that a project begins with beside its model: a source document, and a dossier that names its file. */
export interface Seed {
  readonly document: { readonly name: string; readonly bytes: Uint8Array };
  readonly dossier: (file: StoredFile) => Dossier;
}

/** Puts a document and a dossier into a project, in one change. */
export function seedProject({ store }: Vault, { document, dossier }: Seed): Result<null, VaultFailure> {
  return store.change((change) => {
    keepDossier(change, dossier(keepDocument(change, document.name, document.bytes)));
    return null;
  });
}
