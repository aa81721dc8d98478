import type { Positions } from '#core/views/diagrams/system/system.ts';
import type { Result } from '#core/result.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { ArrangedView } from '#vault/repositories/view-layouts.ts';
import type { Store } from '#vault/store/store.ts';

/**
 * Where parts of drawings were put by hand. It stays in this file: it makes no state, goes into no sealed file and no history,
 * and nobody is told of it.
 */
export class ViewLayouts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Where parts of a drawing were put, by their names. */
  of(view: ArrangedView): Positions {
    return this.#store.content.viewLayouts.get(view);
  }

  /** Keeps where parts of a drawing were put, in place of what was kept before. */
  keep(view: ArrangedView, positions: Positions): Result<null, VaultFailure> {
    return this.#store.change(({ content }) => {
      content.viewLayouts.put(view, positions);
      return null;
    });
  }
}
