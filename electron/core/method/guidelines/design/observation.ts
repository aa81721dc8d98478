import type { Observation } from './finding.ts';
import type { Delivery, HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Span } from '#core/language/source.ts';
import { partsOf, type TermExpression } from '#core/language/syntax.ts';
import type { MessageValues } from '#core/messages/catalogue.ts';
import type { Term } from '#core/terms/term.ts';

/** Where a term stands in the text of a message; the whole message where it stands behind a name. */
function placeOf(run: HonestExecution, { step }: Delivery, term: Term): Span {
  return find(run, step.content, term) ?? step.span;
}

function find(run: HonestExecution, expression: TermExpression, term: Term): Span | null {
  if (run.vocabulary.term(expression) === term) return expression.span;
  for (const part of partsOf(expression)) {
    const found = find(run, part, term);
    if (found !== null) return found;
  }
  return null;
}

/** An observation about a term in a message. The values always hold the message's name. */
export function observationAt(
  run: HonestExecution,
  delivery: Delivery,
  term: Term,
  about: {
    readonly elements?: readonly string[];
    readonly entities?: readonly string[];
    readonly values?: MessageValues;
  },
): Observation {
  const { name } = delivery.step;
  return {
    span: placeOf(run, delivery, term),
    message: name,
    elements: about.elements ?? [],
    entities: about.entities ?? [],
    values: { message: name, ...about.values },
  };
}
