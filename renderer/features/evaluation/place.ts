import type { WholePlace } from '#renderer/shared/destination.ts';

declare module '#renderer/shared/destination.ts' {
  interface ActivityPlaces {
    readonly evaluation: WholePlace;
  }
}

/** Where the view begins. */
export function evaluationPlace(): WholePlace {
  return {};
}
