/** The targets of a threat, as names of the model. */
export interface Targets {
  readonly elements: readonly string[];
  readonly messages: readonly string[];
  readonly entities: readonly string[];
}

/** Targets with what is given, and nothing else. */
export function targets(given: Partial<Targets>): Targets {
  return { elements: [], messages: [], entities: [], ...given };
}

/** All names of targets, one kind after the other. */
export function namesOf({ elements, messages, entities }: Targets): readonly string[] {
  return [...elements, ...messages, ...entities];
}
