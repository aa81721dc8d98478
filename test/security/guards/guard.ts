import type { ChecklistItem } from './checklist.ts';

/** Tests that are expected to notice that a guard is gone. */
export interface Noticing {
  /** The test's file, from the top folder. */
  readonly test: string;
  /** A part of the test's title as it stands in the file; left out, the whole file is run. */
  readonly title?: string;
}

/**
 * A guard, and how to take it away: `text` stands in `file` exactly once and is replaced by `instead`, which leaves
 * the rest working as far as it goes.
 */
export interface Guard {
  /** Its name on the command line and in the table of results. */
  readonly id: string;
  readonly items: readonly [ChecklistItem, ...ChecklistItem[]];
  /** What it does, in a few words. */
  readonly what: string;
  readonly file: string;
  readonly text: string;
  readonly instead: string;
  readonly noticedBy: Noticing;
}

/** What is missing of an item of the checklist, and why. */
export interface NotYet {
  readonly item: ChecklistItem;
  readonly reason: string;
}

/** How often a guard's text stands in its file; a guard can be taken away when that is once. */
export function occurrences({ text }: Guard, source: string): number {
  return source.split(text).length - 1;
}

/** The source of a guard's file without the guard. Throws where its text does not stand there exactly once. */
export function without(guard: Guard, source: string): string {
  const count = occurrences(guard, source);
  if (count !== 1) throw new Error(`${guard.id}: its text stands ${String(count)} times in ${guard.file}`);
  return source.replace(guard.text, () => guard.instead);
}
