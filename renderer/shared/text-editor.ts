import type { ConstructName } from '#core/language/reference.ts';
import type { Span, TextEdit } from '#core/language/source.ts';

/** The editor of the model's text, as everything around it uses it. */
export interface TextEditor {
  /** Makes a change that can be undone like one that was typed: one step, whatever it consists of. */
  readonly apply: (edits: readonly TextEdit[]) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** How many changes can be undone. */
  readonly undoable: () => number;
  /** True while a change that was undone can be made again. */
  readonly redoable: () => boolean;
  /**
   * Puts another text in place of this one, with changes to undo of its own. The answer brings the text back, with what
   * could be undone of it and made again.
   */
  readonly exchange: (text: string) => () => void;
  /** Shows and selects a place in the text. */
  readonly reveal: (span: Span) => void;
  /** What is selected, or where the cursor is. */
  readonly selected: () => Span;
  readonly focus: () => void;
  /** Opens the search panel. */
  readonly search: () => void;
  /** Goes to where the name at the cursor is declared. */
  readonly define: () => void;
  /** Asks for another name for what is named at the cursor. */
  readonly rename: () => void;
  /** The construct that explains the word at the cursor; null without one, and when the editor has no focus. */
  readonly construct: () => ConstructName | null;
}
