import type { ActiveQuestion } from '#core/analysis/record/asked.ts';

/** One line for a question: under which attack model, and what was asked. */
export function questionLine({ attack, asked }: ActiveQuestion): string {
  const { kind, element, entity, originator, on } = asked;
  const about = [element, ...on].filter((each) => each !== null).join(', ');
  const of = originator === null ? entity : `${originator} to ${entity}`;
  const matter = [kind, about === '' ? null : `on ${about}`, of].filter((each) => each !== null).join(' ');
  return `${attack === null ? '' : `${attack}: `}${matter}`;
}
