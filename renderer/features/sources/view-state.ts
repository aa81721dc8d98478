interface SourcesViewState {
  /** The document that is shown, by its identifier; null: what is and is not cited. */
  document: string | null;
  /** The page that is shown of it, counted from 1. */
  page: number;
  /** The words that were searched for, as they are compared; none where nothing was. */
  marked: readonly string[];
}

declare module '#renderer/shared/destination.ts' {
  interface ActivityStates {
    readonly sources: SourcesViewState;
  }
}

/** The sources as they are first shown. */
export function initialSourcesState(): SourcesViewState {
  return { document: null, page: 1, marked: [] };
}
