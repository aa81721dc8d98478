import type { WholePlace } from '#renderer/shared/destination.ts';

declare module '#renderer/shared/destination.ts' {
  interface PanePlaces {
    readonly guidelines: WholePlace;
  }
}

/** Where the view begins. */
export function guidelinesPlace(): WholePlace {
  return {};
}
