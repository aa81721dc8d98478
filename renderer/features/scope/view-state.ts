interface ScopeViewState {
  /** The statement that is to be shown, by its identifier, or null. */
  statement: string | null;
}

declare module '#renderer/shared/destination.ts' {
  interface ActivityStates {
    readonly scope: ScopeViewState;
  }
}

/** The scope as it is first shown. */
export function initialScopeState(): ScopeViewState {
  return { statement: null };
}
