/** The revisions that were made on one day. A revision is made whenever a changed text is saved. */
export interface RevisionDay {
  /** As 2026-01-31. */
  readonly day: string;
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** When a revision was made. `createdAt` is ISO 8601 in UTC. */
interface Dated {
  readonly sequence: number;
  readonly createdAt: string;
}

/** Revisions by day, the oldest first. `dayOf` gives the day of an instant in the reader's own calendar. */
export function revisionDays(
  revisions: readonly Dated[],
  dayOf: (instant: string) => string,
): readonly RevisionDay[] {
  const days = new Map<string, RevisionDay>();
  for (const { sequence, createdAt } of revisions) {
    const day = dayOf(createdAt);
    const known = days.get(day) ?? { day, first: sequence, last: sequence, count: 0 };
    days.set(day, { ...known, last: sequence, count: known.count + 1 });
  }
  return [...days.values()];
}
