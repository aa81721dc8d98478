import type { HistoryStateRow } from '#contract/history-calls.ts';
import { graphRows, type GraphRow } from '#renderer/features/history/graph-lanes.ts';
import { authorKey } from '#renderer/features/history/state-words.ts';
import { grouped } from '#core/grouped.ts';
import type { ListGroup } from '#renderer/shared/list/list-entries.ts';
import { localDay } from '#renderer/shared/today.ts';

/** Which states are listed. */
export interface TimelineFilter {
  readonly words: string;
  /** The key of an author; empty for nobody, `all` for everybody. */
  readonly author: string;
  readonly cause: HistoryStateRow['cause'] | 'all';
  readonly namedOnly: boolean;
}

/** Every state. */
export const everyState: TimelineFilter = { words: '', author: 'all', cause: 'all', namedOnly: false };

/** A row of the timeline. */
export interface TimelineRow {
  readonly state: HistoryStateRow;
  /** Null where states are left out, so that lines would tell of nothing. */
  readonly graph: GraphRow | null;
}

/** The states of one day, the newest first. */
export interface TimelineDay {
  /** As 2026-01-31. */
  readonly day: string;
  readonly count: number;
  /** The lanes of the graph that go on through its head. */
  readonly lanes: readonly number[];
}

/** True where the filter leaves nothing out. */
export function isEverything({ words, author, cause, namedOnly }: TimelineFilter): boolean {
  return words.trim() === '' && author === 'all' && cause === 'all' && !namedOnly;
}

/** The rows of a timeline by day, the newest first. `said` is what a state changed, as far as it is known. */
export function timelineDays(
  oldestFirst: readonly HistoryStateRow[],
  filter: TimelineFilter,
  said: (state: HistoryStateRow) => string | null,
): readonly ListGroup<TimelineDay, TimelineRow>[] {
  const newestFirst = oldestFirst.toReversed();
  const rows = isEverything(filter)
    ? withGraph(newestFirst)
    : newestFirst
        .filter((state) => fits(state, filter, said))
        .map((state): TimelineRow => ({ state, graph: null }));
  // States of clocks that differ stand in their own order: a day can come twice.
  let run = 0;
  let last = '';
  const days = grouped(rows, ({ state }) => {
    const day = localDay(state.createdAt);
    if (day !== last) run += 1;
    last = day;
    return `${String(run)} ${day}`;
  });
  return [...days].map(([name, things]) => ({
    name,
    group: { day: name.split(' ')[1] ?? '', count: things.length, lanes: things[0]?.graph?.entering ?? [] },
    things,
  }));
}

function withGraph(newestFirst: readonly HistoryStateRow[]): readonly TimelineRow[] {
  const graph = graphRows(newestFirst);
  return newestFirst.map((state, index) => ({ state, graph: graph[index] ?? null }));
}

function fits(
  state: HistoryStateRow,
  { words, author, cause, namedOnly }: TimelineFilter,
  said: (state: HistoryStateRow) => string | null,
): boolean {
  if (namedOnly && state.name === null) return false;
  if (cause !== 'all' && state.cause !== cause) return false;
  if (author !== 'all' && authorKey(state) !== author) return false;
  const sought = words.trim().toLocaleLowerCase();
  if (sought === '') return true;
  const told = [state.name ?? '', state.author?.name ?? '', said(state) ?? ''].join('\n').toLocaleLowerCase();
  return sought.split(/\s+/u).every((word) => told.includes(word));
}
