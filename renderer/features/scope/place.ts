interface ScopePlace {
  /** The statement that is to be shown, by its identifier, or null. */
  statement: string | null;
}

declare module '#renderer/shared/destination.ts' {
  interface ActivityPlaces {
    readonly scope: ScopePlace;
  }
}

/** The scope as it is first shown. */
export function scopePlace(): ScopePlace {
  return { statement: null };
}
