import type { AnswerFilter } from '#renderer/features/verdicts/verdict-groups.ts';

interface VerdictsPlace {
  /** The question whose answer is explained, by its number, or null. */
  question: number | null;
  filter: AnswerFilter;
}

declare module '#renderer/shared/destination.ts' {
  interface PanePlaces {
    readonly verdicts: VerdictsPlace;
  }
}

/** The verdicts as they are first shown. */
export function verdictsPlace(): VerdictsPlace {
  return { question: null, filter: 'all' };
}
