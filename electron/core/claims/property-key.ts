import type { QuestionKind } from '#core/language/kinds.ts';
import { tickQuestions } from './tick-questions.ts';

/** The part of a property that says what is asked, without the statement that it rests on. */
export interface AskedProperty {
  readonly kind: QuestionKind;
  readonly element: string | null;
  readonly entity: string;
  readonly originator: string | null;
  readonly on: readonly string[];
  readonly phase: string | null;
}

/**
 * The key of what is asked, in plain words: equal exactly for the same questions of a model. It is made of what is asked
 * alone, so that a comment, a label, a citation or another statement changes nothing of it.
 */
export function propertyKey({ kind, element, entity, originator, on, phase }: AskedProperty): string {
  if (originator === null) return `${kind} of ${element ?? ''} at ${entity}`;
  if (Object.hasOwn(tickQuestions, kind)) {
    return `${kind} of ${entity} with ${originator} on ${element ?? ''}`;
  }
  // Claims about two phases are two questions: what holds at the end of one says nothing of the other.
  const at = phase === null ? '' : ` in ${phase}`;
  return `${kind} of ${originator} to ${entity}${on.length > 0 ? ` on ${on.join(', ')}` : ''}${at}`;
}
