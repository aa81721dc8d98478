import type { CapabilityKind } from './kinds.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { NameTable } from './names.ts';
import type { CapabilityItem } from './syntax.ts';

/**
 * One part of a line of an attack model, after the word that begins it.
 *
 * - `entities`: names of entities. - `ends`: the two entities of a channel.
 * - `secrets`: elements, and private halves of pairs. - `primitive`, `trust`: a word of that set.
 * - `from`, `in`: `from PHASE` or `in PHASE`, which may be left out.
 */
export type CapabilityPart = 'entities' | 'ends' | 'secrets' | 'primitive' | 'trust' | 'from' | 'in';

/** The context in which the definition of a capability may look at names and report while a line is resolved. */
export interface CapabilityContext {
  readonly names: NameTable;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** A capability as far as the language is concerned: how it is written, and what is wrong with one. */
export interface CapabilityForm {
  /** The words that can begin its line; the one that does is kept. */
  readonly words: readonly string[];
  readonly parts: readonly CapabilityPart[];
  /** Reports what is wrong with a line whose names all mean something. */
  readonly check: (item: CapabilityItem, context: CapabilityContext) => void;
}

/** The form of every capability. */
export type CapabilityForms = Readonly<Record<CapabilityKind, CapabilityForm>>;
