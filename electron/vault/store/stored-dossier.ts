import type { Dossier } from '#core/dossier/dossier.ts';
import type { Result } from '#core/result.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { Change, Store } from '#vault/store/store.ts';

/** The dossier of a project: everything that the analyst states beside the model's text. */
export class StoredDossier {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The newest state; `vault-damaged` where this program cannot read it. */
  read(): Result<Dossier, VaultFailure> {
    return this.#store.content.dossier.read();
  }

  /** Keeps a state, with the history of every entry. */
  save(dossier: Dossier): Result<null, VaultFailure> {
    return this.#store.change((change) => {
      keepDossier(change, dossier);
      return null;
    });
  }
}

/** Keeps a state of the dossier as part of a change. Whatever changes who is an owner is an event. */
export function keepDossier({ content, now, audit }: Change, dossier: Dossier): void {
  const { dossier: kept, releases } = content;
  const known = releases.ownerChanges().length;
  kept.save(dossier, now);
  for (const { kind } of releases.ownerChanges().slice(known)) audit(`owner-${kind}`);
}
