/** Counts the work on terms, so that it can be told to stop wherever it is. */
export interface WorkCounter {
  /** One small piece of work is done; throws when the work is told to stop. */
  spend(): void;
  /** One large piece of work is done; throws when the work is told to stop. */
  spendBlock(): void;
}
