import type { Question } from '#core/analysis/record/question.ts';
import { questions as questionKinds } from '#core/claims/claims.ts';
import type { AttackSurface } from './surface.ts';
import type { Targets } from './targets.ts';
import type { Breach } from '#core/attack-type.ts';
import { elementsOf, messagesOf } from './transit-threats.ts';

/**
 * True if questions are about everything that a threat is: each breach of each of its elements, and what is taken over in
 * each of its messages. A word that is no name of the model is something that nothing is asked about.
 */
export function isAskedAbout(
  { elements, messages }: Targets,
  breached: readonly Breach[],
  questions: readonly Question[],
  surface: AttackSurface,
): boolean {
  const taken = new Set(messagesOf(questions.filter(isOfOrigin), surface));
  return (
    messages.every((name) => taken.has(name)) &&
    breached.every((breach) => {
      const speaking = questions.filter((question) => speaksOf(question, breach));
      const asked = new Set(elementsOf(speaking));
      return speaking.length > 0 && elements.every((name) => asked.has(name));
    })
  );
}

function isOfOrigin({ kind }: Question): boolean {
  return kind === 'agreement' || kind === 'injective-agreement';
}

function speaksOf({ kind }: Question, breach: Breach): boolean {
  return questionKinds[kind].speaksOf.includes(breach);
}
