import type { NoViewState } from '#renderer/shared/destination.ts';

declare module '#renderer/shared/destination.ts' {
  interface ActivityStates {
    readonly risk: NoViewState;
  }
}

/** The state of the risk view as it is first shown. */
export function initialRiskState(): NoViewState {
  return {};
}
