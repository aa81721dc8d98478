import type { ClaimKind } from './kinds.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Element } from './model.ts';
import type { Declared, NameTable } from './names.ts';
import type { ClaimStatement } from './syntax.ts';

/**
 * One part of the line of a claim, after the word that begins it.
 *
 * - `word`: a word or a punctuation that must stand there.
 * - `name`: a name; `role` is what it must be a name of.
 * - `level`: a level of authentication.
 * - `on`: `on X, Y`, which may be left out. - `phase`: `in PHASE`, which may be left out.
 */
export type ClaimPart =
  | { readonly kind: 'word'; readonly word: string }
  | {
      readonly kind: 'name';
      readonly slot: 'element' | 'claimed' | 'claimant';
      readonly role: 'element' | 'key' | 'entity';
    }
  | { readonly kind: 'level' | 'on' | 'phase' };

/** The context in which the definition of a kind of claim may look at names and report while a claim is resolved. */
export interface ClaimContext {
  readonly names: NameTable;
  readonly elements: readonly Element[];
  readonly report: (diagnostic: Diagnostic) => void;
}

/** A kind of claim as far as the language is concerned: how it is written, and what is wrong with one. */
export interface ClaimForm {
  /** The parts of its line, before `refines` and `source`. */
  readonly parts: readonly ClaimPart[];
  /** Which of the names that the grammar allows in the line are proposed for it while it is written. */
  readonly fits: (meaning: Declared) => boolean;
  /** True if it speaks of what the claimant finished, which says nothing of one that never receives a message. */
  readonly needsReceipt: boolean;
  /** Reports what is wrong with a claim whose names all mean something. */
  readonly check: (claim: ClaimStatement, context: ClaimContext) => void;
}

/** The form of every kind of claim. */
export type ClaimForms = Readonly<Record<ClaimKind, ClaimForm>>;

/** `claimed to claimant`. */
export const direction: readonly ClaimPart[] = [
  { kind: 'name', slot: 'claimed', role: 'entity' },
  { kind: 'word', word: 'to' },
  { kind: 'name', slot: 'claimant', role: 'entity' },
];

/** A colon. */
export const colon: ClaimPart = { kind: 'word', word: ':' };
