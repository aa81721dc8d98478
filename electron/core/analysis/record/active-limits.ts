import type { ActiveBounds } from './verdict.ts';

/** The values that one limit of an active analysis may have. */
export interface LimitRange {
  readonly least: number;
  readonly usual: number;
  readonly most: number;
}

/**
 * How far an active analysis may be allowed to go. A proof that comes to no end at the usual number of clauses
 * seldom does at ten times as many, and the largest number is what the memory of a worker holds of most models;
 * where it does not, the analysis breaks off and its questions stay undecided. A day is the longest time.
 */
export const limitRanges: Readonly<Record<keyof ActiveBounds, LimitRange>> = {
  clauses: { least: 1_000, usual: 100_000, most: 1_000_000 },
  seconds: { least: 10, usual: 900, most: 86_400 },
};

/** The limits of who has set none. */
export const usualLimits: ActiveBounds = {
  clauses: limitRanges.clauses.usual,
  seconds: limitRanges.seconds.usual,
};
