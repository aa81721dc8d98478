import type { Span } from '#core/language/source.ts';
import type { ModelStatement } from '#core/claims/statement.ts';

/** The actions of the trace. Those that need a place in the text are null while it has errors. */
export interface TraceActions {
  /** Shows a place in the text. */
  readonly place: ((span: Span) => void) | null;
  /** Makes a tick or a claim refine a requirement, or no more. */
  readonly refine: ((statement: ModelStatement, requirement: string, on: boolean) => void) | null;
  /** Opens the form with a requirement. */
  readonly edit: ((requirement: string) => void) | null;
  /** Takes a requirement out of the text. */
  readonly remove: ((requirement: string) => void) | null;
  /** Shows a question and its answer. */
  readonly answer: (question: number) => void;
  /** Shows the cells of an element in the requirement table. */
  readonly cells: (element: string) => void;
  /** Shows a document, at a page where one is known. */
  readonly document: (title: string, page: number | null) => void;
}
