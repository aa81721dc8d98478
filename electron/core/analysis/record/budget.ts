/** How far a proof or a search may go, as whoever asks for it says. */
export interface Budget {
  /** How many clauses one saturation may take up. */
  readonly clauses: number;
  /** Asked now and then; true ends the work. */
  readonly cancelled: () => boolean;
  /** Told of each clause that is taken up or that a goal is followed back to, where somebody counts them. */
  readonly count?: () => void;
}
