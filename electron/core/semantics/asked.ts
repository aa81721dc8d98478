import type { Course } from './course.ts';
import type { Holdings } from './holdings.ts';
import type { Text } from './text.ts';
import type { Value } from './value.ts';

/** What is asked, as far as it matters here: a question of the record has all of this. */
export interface Asked {
  readonly kind: string;
  readonly element: string | null;
  readonly entity: string;
  readonly originator: string | null;
  readonly on: readonly string[];
  readonly phase: string | null;
  /** The roles whose agents must be honest for the question to be asked of a run. */
  readonly honest: readonly string[];
}

/** The phase at whose end something is claimed: the one that is named, or the last in which the entity receives something. */
export function claimedPhaseOf(
  { phase, entity }: Pick<Asked, 'phase' | 'entity'>,
  text: Text,
): string | undefined {
  if (phase !== null) return phase;
  return text.model.phases.findLast(({ steps }) =>
    steps.some((step) => step.kind === 'message' && step.receiver === entity),
  )?.name;
}

/** The values that holdings have of some elements; null for what is neither held nor can be built. */
export function valuesOf(
  elements: readonly string[],
  holdings: Holdings,
  text: Text,
): readonly (Value | null)[] {
  return elements.map((name) => holdings.valueOf(text.secretName(name)));
}

/** The holdings that a run agrees with: the last in which it had a value of every element. */
export function agreedHoldings({ on }: Pick<Asked, 'on'>, run: Course, text: Text): Holdings {
  const last = run.events.findLast(({ holdings }) => !valuesOf(on, holdings, text).includes(null));
  return last?.holdings ?? run.begun.holdings;
}
