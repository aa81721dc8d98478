/** Something that must be answered before anything goes on. */
export interface Warning<Kind extends string> {
  readonly kind: Kind;
  /** Whom it is about; null where it is about nobody. */
  readonly about: { readonly fingerprint: string } | null;
}

/** What tells a warning from the others of one list. */
export function warningKey({ kind, about }: Warning<string>): string {
  return about === null ? kind : `${kind} ${about.fingerprint}`;
}

/** True where each of these warnings was answered. */
export function allAnswered(warnings: readonly Warning<string>[], answered: ReadonlySet<string>): boolean {
  return warnings.every((warning) => answered.has(warningKey(warning)));
}

/** The kinds of warnings, each once: what the main process is told once all are answered. */
export function kindsOf<Kind extends string>(warnings: readonly Warning<Kind>[]): Kind[] {
  return [...new Set(warnings.map(({ kind }) => kind))];
}
