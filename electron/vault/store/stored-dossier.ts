import type { Dossier } from '#core/dossier/dossier.ts';
import type { Result } from '#core/result.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { Change } from '#vault/store/change.ts';
import type { Store } from '#vault/store/store.ts';

/** The dossier of a project: everything that the analyst states beside the model's text. */
export class StoredDossier {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The newest one; `vault-damaged` where this program cannot read it. */
  read(): Result<Dossier, VaultFailure> {
    return this.#store.content.dossier.read();
  }

  /** Keeps a dossier, as a new state of the project where it is another one. */
  save(dossier: Dossier): Result<null, VaultFailure> {
    return this.#store.change((change) => {
      keepDossier(change, dossier);
      return null;
    });
  }
}

/** Keeps a dossier as part of a change. Whatever changes who is an owner, or the policy of risks, is an event. */
export function keepDossier({ content, audit, say }: Change, dossier: Dossier): void {
  const before = content.dossier.read();
  const number = content.dossier.put(dossier);
  say({ dossier: number });
  if (before.ok && JSON.stringify(before.value.riskPolicy) !== JSON.stringify(dossier.riskPolicy)) {
    audit('policy-changed');
  }
}
