import type { ModelPart } from '#core/views/selection/model-part.ts';

/** What is chosen of the model: one part for all views of an open project, forgotten with it. */
export class Selection {
  #chosen = $state.raw<ModelPart | null>(null);

  /** The chosen part, or null. The text may have lost it meanwhile: then no view shows it. */
  get chosen(): ModelPart | null {
    return this.#chosen;
  }

  /** Chooses a part, or nothing. */
  choose(part: ModelPart | null): void {
    const now = this.#chosen;
    if (part?.kind !== now?.kind || part?.name !== now?.name) this.#chosen = part;
  }
}
