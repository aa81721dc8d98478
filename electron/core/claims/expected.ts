import type { QuestionKind } from '#core/language/kinds.ts';
import type { Claim } from '#core/language/model.ts';
import type { ExpectedQuestions } from './definition.ts';
import type { ExecutionSummary } from './execution-summary.ts';
import type { UnaskedReason } from './unasked-reason.ts';

/** The questions about the moment when the claimant has finished, or why none is asked. */
export function expectedAtEnd(
  claim: Claim,
  kinds: readonly QuestionKind[],
  run: ExecutionSummary,
): ExpectedQuestions | UnaskedReason {
  const { claimant } = claim;
  if (claimant === null) return 'never-received';
  switch (run.presenceAtEnd(claim)) {
    case 'never':
      return 'never-received';
    case 'before-the-adversary':
      return 'adversary-absent';
    case 'with-the-adversary':
      return { kinds, entities: [claimant] };
  }
}

/** The questions of secrecy from the views of those that may hold an element, or why none is asked. */
export function expectedSecrecy(
  element: string,
  entities: readonly string[],
  kind: QuestionKind,
  run: ExecutionSummary,
): ExpectedQuestions | UnaskedReason {
  if (run.model.elements.some(({ name, kind: of }) => name === element && of === 'constant')) return 'public';
  if (entities.length === 0) return 'nobody-ticked';
  if (run.holders(element, entities).length === 0) return 'never-held';
  const exposed = run.exposedHolders(element, entities);
  return exposed.length === 0 ? 'adversary-absent' : { kinds: [kind], entities: exposed };
}
