import type { TermExpression } from '#core/language/syntax.ts';
import type { Comparison } from './comparison.ts';
import type { Holdings } from './holdings.ts';
import { namesIn, type Text } from './text.ts';
import type { Values } from './value.ts';

/** How a run takes a message. */
export interface Reading {
  readonly text: Text;
  readonly values: Values;
  readonly holdings: Holdings;
  readonly comparison: Comparison;
  /** False where nothing tells the parts of a message apart: the tail of a longer one may be taken for a value. */
  readonly typed: boolean;
  /** Whether the receiver keeps a counter or clock itself, and so finds out which number makes a message right. */
  readonly keeps: (name: string) => boolean;
  /** The numbers that a derived name was made with and that are others by now. */
  readonly movedSince: (name: string) => readonly string[];
  /** Names that are held and not compared. */
  readonly uncompared: ReadonlySet<string>;
  /** Names that are taken as they come, also where they could be built. */
  readonly skipped: ReadonlySet<string>;
  /** Primitives that are not verified in this message, as they are written in it. */
  readonly unverified: ReadonlySet<string>;
}

/** True if a counter or clock stands in a term that had another number when the term came. */
export function isLoose(term: TermExpression, loose: readonly string[]): boolean {
  return loose.length > 0 && namesIn(term).some((name) => loose.includes(name));
}

/** True if a derived name of the past stands in a term: not held, with a number in its derivation that is another now. */
export function isPast(term: TermExpression, reading: Reading): boolean {
  return namesIn(term).some((name) => {
    const definition = reading.text.definition(name);
    if (definition === null || reading.holdings.named(name) !== null) return false;
    if (reading.movedSince(name).length > 0) return true;
    return !namesIn(definition).includes(name) && isPast(definition, reading);
  });
}
