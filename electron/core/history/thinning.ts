import type { HistoryState } from './state.ts';

/** What is looked at of a state to tell whether it stays: `at` is when it was made, in milliseconds. */
interface Dated extends Pick<HistoryState, 'id' | 'name'> {
  readonly at: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Of the states up to this age one stays in each slot of this length; both in milliseconds. */
interface Pace {
  readonly upTo: number;
  readonly slot: number;
}

const paces: readonly Pace[] = [
  { upTo: hour, slot: 0 },
  { upTo: day, slot: 10 * minute },
  { upTo: 7 * day, slot: hour },
  { upTo: 90 * day, slot: day },
  { upTo: 5 * 365 * day, slot: 7 * day },
];

/** The slot of what is older. */
const longestSlot = 30 * day;

/**
 * The identifiers of the states that stay: all of the last hour, and of what is older the last of each ten minutes for a day,
 * of each hour for a week, of each day for three months, of each week for five years, and of each month before. Those that
 * have a name stay, and those of `kept`: the head, bases of shares, states that a release names. `now` is in milliseconds.
 *
 * The slots lie fixed in time, so that thinning again takes nothing more away. A state that is dated later than now is as far
 * from it as an earlier one.
 */
export function thinned(
  states: readonly Dated[],
  kept: ReadonlySet<string>,
  now: number,
): ReadonlySet<string> {
  const last = new Map<string, { readonly id: string; readonly at: number }>();
  const stays = new Set<string>();
  for (const { id, at, name } of states) {
    const slot = slotOf(at, now);
    if (slot === null || name !== null || kept.has(id)) stays.add(id);
    if (slot === null) continue;
    const found = last.get(slot);
    if (found === undefined || found.at <= at) last.set(slot, { id, at });
  }
  for (const { id } of last.values()) stays.add(id);
  return stays;
}

// Null where nothing goes.
function slotOf(at: number, now: number): string | null {
  const age = Math.abs(now - at);
  const pace = paces.find(({ upTo }) => age <= upTo);
  if (pace?.slot === 0) return null;
  const slot = pace?.slot ?? longestSlot;
  return `${String(slot)} ${String(Math.floor(at / slot))}`;
}
