import type { ActiveQuestion } from '#core/analysis/record/asked.ts';
import type { AttackSurface } from './surface.ts';
import type { Targets } from './targets.ts';
import type { Breach } from '#core/dossier/threat-entry.ts';
import { elementsOf, messagesOf } from './transit-threats.ts';

/**
 * Whether questions are about everything that a threat is: each breach of each of its elements, and what is taken over in
 * each of its messages. A word that is no name of the model is something that nothing is asked about.
 */
export function isAskedAbout(
  { elements, messages }: Targets,
  breached: readonly Breach[],
  questions: readonly ActiveQuestion[],
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

function isOfOrigin({ asked }: ActiveQuestion): boolean {
  return asked.kind === 'agreement' || asked.kind === 'injective-agreement';
}

// Agreement tells that a value is as it was written, and by whom.
function speaksOf({ asked }: ActiveQuestion, breach: Breach): boolean {
  switch (asked.kind) {
    case 'secrecy':
    case 'forward-secrecy':
      return breach === 'confidentiality';
    case 'agreement':
    case 'injective-agreement':
    case 'entity-agreement':
    case 'injective-entity-agreement':
      return breach !== 'confidentiality';
    case 'aliveness':
    case 'weak-agreement':
    case 'key-confirmation':
    case 'key-freshness':
    case 'key-uniqueness':
      return breach === 'authentication';
  }
}
