import type { NoViewState } from '#renderer/shared/destination.ts';

declare module '#renderer/shared/destination.ts' {
  interface PaneStates {
    readonly diagram: NoViewState;
  }
}

/** The state of the diagram view as it is first shown. */
export function initialDiagramState(): NoViewState {
  return {};
}
