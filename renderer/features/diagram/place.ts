import type { WholePlace } from '#renderer/shared/destination.ts';

declare module '#renderer/shared/destination.ts' {
  interface PanePlaces {
    readonly diagram: WholePlace;
  }
}

/** Where the view begins. */
export function diagramPlace(): WholePlace {
  return {};
}
