import type { Declaration } from '#core/language/resolve/declarations.ts';
import type { Declared } from '#core/language/names.ts';
import type { ConstructName } from '#core/language/reference.ts';

/** Something that can be written at a place. */
export interface Proposal {
  readonly label: string;
  /** The kind of the proposal: a word of the language, a primitive, or what a declared name stands for. */
  readonly kind: 'word' | 'primitive' | Declared;
  /** More about it: the label of what is declared, or how the arguments are written. */
  readonly detail: string;
  /** The construct of the reference that explains it, or null. */
  readonly construct: ConstructName | null;
  /**
   * The text that is written instead of the label, with `${…}` around what is to be filled in; null for the label
   * itself.
   */
  readonly pattern: string | null;
}

/** The proposal of a declared name. */
export function nameProposal({ name, meaning, label }: Declaration): Proposal {
  return { label: name.name, kind: meaning, detail: label ?? '', construct: null, pattern: null };
}
