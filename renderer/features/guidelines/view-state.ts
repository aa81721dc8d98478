import type { NoViewState } from '#renderer/shared/destination.ts';

declare module '#renderer/shared/destination.ts' {
  interface PaneStates {
    readonly guidelines: NoViewState;
  }
}

/** The state of the guidelines view as it is first shown. */
export function initialGuidelinesState(): NoViewState {
  return {};
}
