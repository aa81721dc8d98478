interface SourcesViewState {
  /** The document that is shown, by its identifier; null: what is and is not cited. */
  document: string | null;
  /** The page that is shown of it, counted from 1. */
  page: number;
}

declare module '#renderer/shared/destination.ts' {
  interface ActivityStates {
    readonly sources: SourcesViewState;
  }
}

/** The sources as they are first shown. */
export function initialSourcesState(): SourcesViewState {
  return { document: null, page: 1 };
}
