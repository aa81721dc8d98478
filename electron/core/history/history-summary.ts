import { grouped } from '#core/grouped.ts';
import type { AuditEventKind } from './event-kinds.ts';
import type { Author, HistoryState } from './state.ts';

/** The states of one day that are kept. */
export interface StateDay {
  /** As 2026-01-31. */
  readonly day: string;
  readonly count: number;
  /** Everybody who made one, in the order of their names; null for those that nobody signed. */
  readonly authors: readonly (string | null)[];
}

/** A state that somebody named. */
export interface NamedState {
  readonly id: string;
  readonly day: string;
  readonly name: string;
  readonly author: string | null;
}

/** A sealed file that left the project. */
export interface ShareSummary {
  readonly day: string;
  readonly author: string | null;
  readonly recipients: readonly { readonly name: string; readonly organisation: string }[];
  readonly purpose: string;
  readonly fileHash: string;
}

/** Events of one kind by one author on one day. `fileHash` is that of the file, where they are all about one. */
export interface EventDay {
  readonly day: string;
  readonly kind: AuditEventKind;
  readonly author: string | null;
  readonly count: number;
  readonly fileHash: string | null;
}

/** What reports tell of the history of a project. */
export interface HistorySummary {
  readonly days: readonly StateDay[];
  readonly named: readonly NamedState[];
  readonly shares: readonly ShareSummary[];
  readonly events: readonly EventDay[];
  /** False where lines of the audit log were changed or taken away. */
  readonly isWhole: boolean;
}

/** States by day, the oldest first. `dayOf` gives the day of an instant in the reader's own calendar. */
export function stateDays(
  states: readonly Pick<HistoryState, 'createdAt' | 'author'>[],
  dayOf: (instant: string) => string,
): readonly StateDay[] {
  return groupedByDay(states, dayOf).map(([day, of]) => ({
    day,
    count: of.length,
    authors: [...new Set(of.map(({ author }) => nameOf(author)))].toSorted(byName),
  }));
}

/** What an event says, as far as it is told in reports. */
interface ToldEvent {
  readonly createdAt: string;
  readonly kind: AuditEventKind;
  readonly author: Author | null;
  readonly fileHash: string | null;
}

/** Events by day, kind, author and file, in the order in which the first of each came about. */
export function eventDays(
  events: readonly ToldEvent[],
  dayOf: (instant: string) => string,
): readonly EventDay[] {
  return groupedByDay(events, dayOf).flatMap(([day, of]) => {
    const told = new Map<string, EventDay>();
    for (const { kind, author, fileHash } of of) {
      const name = nameOf(author);
      const key = JSON.stringify([kind, name, fileHash]);
      const count = 1 + (told.get(key)?.count ?? 0);
      told.set(key, { day, kind, author: name, count, fileHash });
    }
    return [...told.values()];
  });
}

function groupedByDay<Each extends { readonly createdAt: string }>(
  all: readonly Each[],
  dayOf: (instant: string) => string,
): readonly (readonly [day: string, of: readonly Each[]])[] {
  return [...grouped(all, ({ createdAt }) => dayOf(createdAt))].toSorted(([left], [right]) =>
    left < right ? -1 : 1,
  );
}

function nameOf(author: Author | null): string | null {
  return author === null ? null : author.name;
}

function byName(left: string | null, right: string | null): number {
  return (left ?? '\uffff') < (right ?? '\uffff') ? -1 : 1;
}
