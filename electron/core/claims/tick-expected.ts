import type { TickStatement } from '#core/language/model.ts';
import type { ExpectedQuestions } from './definition.ts';
import { expectedSecrecy } from './expected.ts';
import type { ExecutionSummary } from './execution-summary.ts';
import type { UnaskedReason } from './unasked-reason.ts';

/** The questions that are to be asked of a row's ticks, or why none is. */
export function expectedOfTick(
  { property, element, entities }: TickStatement,
  run: ExecutionSummary,
): ExpectedQuestions | UnaskedReason {
  if (property === 'confidentiality') {
    const expected = expectedSecrecy(element, entities, 'secrecy', run);
    return typeof expected === 'string'
      ? expected
      : { ...expected, silent: silentOf(expected, element, entities, run) };
  }
  if (entities.length === 0) return 'nobody-ticked';
  const receivers = run.receivers(element);
  if (receivers === null) return 'public';
  const others = receivers.filter(({ entity }) => !entities.includes(entity));
  if (others.length === 0) return 'never-received';
  const exposed = others.filter(({ presence }) => presence === 'with-the-adversary');
  if (exposed.length === 0) return 'adversary-absent';
  // What is shared from the start is taken again and again, and nobody writes it.
  const kinds = run.isSharedFromStart(element)
    ? (['agreement'] as const)
    : (['agreement', 'injective-agreement'] as const);
  return { kinds, entities: exposed.map(({ entity }) => entity) };
}

// Each tick of the row gets an answer, or the reason why it has none.
function silentOf(
  asked: ExpectedQuestions,
  element: string,
  entities: readonly string[],
  run: ExecutionSummary,
): NonNullable<ExpectedQuestions['silent']> {
  const holders = run.holders(element, entities);
  return entities
    .filter((entity) => !asked.entities.includes(entity))
    .map((entity) => ({ entity, reason: holders.includes(entity) ? 'absent-there' : 'never-held-there' }));
}
