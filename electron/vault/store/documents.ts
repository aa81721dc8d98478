import { success, type Result } from '#core/result.ts';
import type { StoredFile } from '#core/dossier/source-document.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';
import { mediaTypeOf } from '#vault/store/media-type.ts';
import type { Change } from '#vault/store/change.ts';
import type { Store } from '#vault/store/store.ts';

/** The files of a project's source documents. */
export class Documents {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Keeps the file of a source document; the same bytes are kept once. `name` is its base name. */
  add(name: string, bytes: Uint8Array): Result<StoredFile, VaultFailure> {
    return this.#store.change((change) => keepDocument(change, name, bytes));
  }

  /** The file of a source document by its SHA-256, or null; `vault-damaged` where it is no longer what it was. */
  read(sha256: string): Result<Uint8Array | null, VaultFailure> {
    try {
      return success(this.#store.content.documents.get(sha256));
    } catch {
      return refuse('vault-damaged');
    }
  }

  /** The size of all files together, in bytes. */
  get bytes(): number {
    return this.#store.content.documents.size();
  }

  /**
   * Takes away the files that no source names. Only when a project is opened: until then the window can undo the
   * removal of a source, and afterwards nothing can. A dossier that cannot be read keeps them all.
   */
  removeUnused(): Result<null, VaultFailure> {
    const dossier = this.#store.content.dossier.read();
    if (!dossier.ok) return success(null);
    const used = new Set(dossier.value.sources.flatMap(({ file }) => (file === null ? [] : [file.sha256])));
    const removed = this.#store.change(({ content, audit }) => {
      for (const sha256 of content.documents.keepOnly(used)) audit('document-removed', { fileHash: sha256 });
      return null;
    });
    this.#store.compact();
    return removed;
  }
}

/** Keeps the file of a source document as part of a change. */
export function keepDocument({ content, now, audit }: Change, name: string, bytes: Uint8Array): StoredFile {
  const { sha256, added } = content.documents.put(bytes, now);
  if (added) audit('document-added', { fileHash: sha256 });
  return { sha256, name, mediaType: mediaTypeOf(bytes), bytes: bytes.length };
}
