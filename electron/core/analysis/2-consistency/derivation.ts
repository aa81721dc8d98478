import type { Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import type { DerivationStep } from '#core/analysis/record/record.ts';
import type { Term } from '#core/terms/term.ts';

/**
 * How a holder first came to a term, from what it was given or received down to the term itself, each step
 * after those it rests on. Empty when the holder never knew the term.
 */
export function explainDerivation(
  term: Term,
  knowledge: Knowledge,
  format: (term: Term) => string,
): readonly DerivationStep[] {
  const steps: DerivationStep[] = [];
  const indices = new Map<Term, number>();
  const visit = (each: Term): number | null => {
    const index = indices.get(each);
    if (index !== undefined) return index;
    const fact = knowledge.facts.get(each);
    if (fact === undefined) return null;
    const from = fact.from.map(visit).filter((source) => source !== null);
    indices.set(each, steps.length);
    steps.push({ rule: fact.rule, term: format(each), from, message: fact.message });
    return steps.length - 1;
  };
  visit(term);
  return steps;
}
