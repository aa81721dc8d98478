import type { Mutant } from './mutant.ts';
import type { Result } from './result.ts';

/** A part of the program that is mutated, and who judges it. */
export interface Part {
  readonly name: string;
  /** Paths from the top folder. */
  readonly sources: readonly string[];
  /** How many mutants are judged where nobody says how many. */
  readonly sample: number;
  /** Whether mutants are drawn from every source in turn, so that none is left out, or from all alike. */
  readonly everySource: boolean;
  /** Comes by every place that the texts come by; it is run with NODE_V8_COVERAGE. */
  readonly comeBy: string;
  /** Writes what is said where nothing is mutated into a file; the same as `comeBy` where it comes by as well. */
  readonly writeGolden: string;
  readonly judge: (mutant: Mutant, goldenFile: string) => Promise<Result>;
  /**
   * Tells the score, and, where that is asked for, what would be said wrongly if nobody judged. Answers with how many percent were
   * noticed, or less than 0 where something must not be.
   */
  readonly tell: (results: readonly Result[], say: (text: string) => void, withoutJudges: boolean) => number;
}
