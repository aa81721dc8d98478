import type { Question } from '#core/analysis/record/question.ts';

/** One line for a question: under which attack model, and what was asked. */
export function questionLine(question: Question): string {
  const { attack, kind, element, entity, originator, on } = question;
  const about = [element, ...on].filter((each) => each !== null).join(', ');
  const of = originator === null ? entity : `${originator} to ${entity}`;
  const matter = [kind, about === '' ? null : `on ${about}`, of].filter((each) => each !== null).join(' ');
  return `${attack === null ? '' : `${attack}: `}${matter}`;
}
