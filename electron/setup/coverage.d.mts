/** What was covered of something, and of how much. */
export interface Count {
  readonly total: number;
  readonly covered: number;
}

/** What was covered of a file or a room. */
export interface Counts {
  readonly lines: Count;
  readonly branches: Count;
  readonly functions: Count;
}

/** The counts of each room of the core, from those of its files by their absolute paths: by name of the room. */
export function coverageByRoom(
  files: Readonly<Record<string, Counts>>,
): readonly (readonly [room: string, counts: Counts])[];
