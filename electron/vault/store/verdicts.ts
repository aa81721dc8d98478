import type { ActiveRecord } from '#core/analysis/record/verdict.ts';
import type { Result } from '#core/result.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { Store } from '#vault/store/store.ts';

/** The newest verdicts of a project, with the text that they are about, which need not be the newest. */
export interface LatestVerdicts {
  readonly text: string;
  readonly record: ActiveRecord;
}

/** The verdicts about an active adversary on the revisions of a model. */
export class Verdicts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Keeps the verdicts on a revision, in place of earlier ones. */
  keep(revision: number, record: ActiveRecord): Result<null, VaultFailure> {
    return this.#store.change(({ content, now }) => {
      content.verifications.put(revision, record, now);
      return null;
    });
  }

  /** The verdicts on a revision by this version of the engine, or null. */
  on(revision: number): ActiveRecord | null {
    return this.#store.content.verifications.get(revision);
  }

  /** The verdicts on the text of a state by this version of the engine, or null. */
  onState(id: string): ActiveRecord | null {
    const state = this.#store.content.states.get(id);
    return state === null ? null : this.on(state.text);
  }

  /** The newest verdicts by this version of the engine, or null. */
  latest(): LatestVerdicts | null {
    const { verifications, revisions } = this.#store.content;
    const kept = verifications.latest();
    const revision = kept === null ? null : revisions.get(kept.revision);
    return kept === null || revision === null ? null : { text: revision.text, record: kept.record };
  }
}
