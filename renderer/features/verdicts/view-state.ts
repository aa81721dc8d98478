import type { AnswerFilter } from '#renderer/features/verdicts/verdict-groups.ts';

interface VerdictsViewState {
  /** The question whose answer is explained, by its number, or null. */
  question: number | null;
  filter: AnswerFilter;
}

declare module '#renderer/shared/destination.ts' {
  interface PaneStates {
    readonly verdicts: VerdictsViewState;
  }
}

/** The verdicts as they are first shown. */
export function initialVerdictsState(): VerdictsViewState {
  return { question: null, filter: 'all' };
}
