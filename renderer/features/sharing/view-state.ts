interface SharingViewState {
  /** What is shown: sharing the project, or who can open its file. */
  tab: 'share' | 'access';
}

declare module '#renderer/shared/destination.ts' {
  interface ActivityStates {
    readonly sharing: SharingViewState;
  }
}

/** The view as it is first shown. */
export function initialSharingState(): SharingViewState {
  return { tab: 'share' };
}
