/** A piece of a source that is written otherwise, and by which operator. */
export interface Change {
  readonly operator: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A source with one change. */
export interface Mutant extends Change {
  /** The path from the top folder. */
  readonly file: string;
  /** The line of the change, counted from 1. */
  readonly line: number;
  /** What stood there. */
  readonly was: string;
}

/** The text of a source with a change. */
export function mutated(
  text: string,
  { start, end, text: next }: Pick<Change, 'start' | 'end' | 'text'>,
): string {
  return `${text.slice(0, start)}${next}${text.slice(end)}`;
}

/** The place and text of a mutant, as one process hands it to another; null where there is none. */
export function readMutant(
  written: string | undefined,
): Pick<Mutant, 'file' | 'start' | 'end' | 'text'> | null {
  if (written === undefined || written === '') return null;
  const read: unknown = JSON.parse(written);
  if (typeof read !== 'object' || read === null) throw new Error('a mutant is an object');
  const { file, start, end, text } = read as Record<string, unknown>;
  if (typeof file !== 'string' || typeof text !== 'string') throw new Error('a mutant has a file and a text');
  if (typeof start !== 'number' || typeof end !== 'number') throw new Error('a mutant has a place');
  return { file, start, end, text };
}
