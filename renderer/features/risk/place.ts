import type { WholePlace } from '#renderer/shared/destination.ts';

declare module '#renderer/shared/destination.ts' {
  interface ActivityPlaces {
    readonly risk: WholePlace;
  }
}

/** Where the view begins. */
export function riskPlace(): WholePlace {
  return {};
}
