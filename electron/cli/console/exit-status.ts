/** Exit statuses of the command, the worse the higher but for misuse, which nothing was done for. */
export const exitStatus = {
  /** Everything agrees with its requirements, or was written. */
  fine: 0,
  /** A model was analysed and has discrepancies. */
  discrepancies: 1,
  /** Something was refused, or could not be read or written. */
  failed: 2,
  /** The command line was wrong. */
  misused: 64,
} as const;
