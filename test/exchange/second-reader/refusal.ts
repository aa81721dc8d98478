/** What a reader says of a file that is not of the form that the pages describe, or not authentic. */
export class Refused extends Error {
  readonly why: string;
  constructor(why: string) {
    super(why);
    this.why = why;
  }
}

/** @throws {Refused} unless it is so. */
export function demand(so: boolean, why: string): asserts so {
  if (!so) throw new Refused(why);
}

/** What is there, or a refusal. */
export function present<T>(value: T | undefined, why: string): T {
  if (value === undefined) throw new Refused(why);
  return value;
}
