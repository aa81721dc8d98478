import type { HistoryStateRow } from '#contract/history-calls.ts';

/** States by their identifiers. */
export function statesById(states: readonly HistoryStateRow[]): ReadonlyMap<string, HistoryStateRow> {
  return new Map(states.map((state) => [state.id, state]));
}

/** Sentences that were put together, so that thousands of them can be looked through with every letter that is typed. */
export class Sentences {
  readonly #known = new Map<string, string>();

  /** The sentence of a key, put together when it is first asked for. */
  get(key: string, putTogether: () => string): string {
    const known = this.#known.get(key) ?? putTogether();
    this.#known.set(key, known);
    return known;
  }
}
