import type { NoViewState } from '#renderer/shared/destination.ts';

declare module '#renderer/shared/destination.ts' {
  interface ActivityStates {
    readonly evaluation: NoViewState;
  }
}

/** The state of the evaluation view as it is first shown. */
export function initialEvaluationState(): NoViewState {
  return {};
}
