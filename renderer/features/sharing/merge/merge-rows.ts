import type { MergeAnswer, PlannedPlace } from '#core/history/merge/decision/place.ts';
import type { MergePlan } from '#core/history/merge/merge-contents.ts';
import { groupOf, mergeGroups, type MergeGroup } from '#renderer/features/sharing/merge/place-groups.ts';
import { answerTo, type Review } from '#renderer/features/sharing/merge/review.ts';

/** A place in the list of everything that a merge does. */
export interface MergeRow {
  /** Different from the keys of all other rows, and the same whatever is answered. */
  readonly key: string;
  readonly place: PlannedPlace;
}

/** The rows of a plan, and of what answers brought up: nothing of either is left out. In the order of their groups. */
export function keyRows(plan: MergePlan, review: Review): readonly MergeRow[] {
  const planned = new Set(plan.conflicts.map(({ id }) => id));
  // As it is asked now: other answers may be offered than at first.
  const asked = new Map(review.conflicts.map((conflict) => [conflict.id, conflict]));
  const places = plan.places.map((place) =>
    place.origin === 'conflict' ? (asked.get(place.id) ?? place) : place,
  );
  const raised = review.conflicts.filter(({ id }) => !planned.has(id));
  const rows = [...places, ...raised].map((place, index) => ({ key: `${place.id} ${String(index)}`, place }));
  return mergeGroups.flatMap((group) => rows.filter(({ place }) => groupOf(place.place) === group));
}

/** Rows under the groups that they belong to. */
export function groupedRows(
  rows: readonly MergeRow[],
): readonly { readonly group: MergeGroup; readonly name: string; readonly things: readonly MergeRow[] }[] {
  return mergeGroups.flatMap((group) => {
    const things = rows.filter(({ place }) => groupOf(place.place) === group);
    return things.length === 0 ? [] : [{ group, name: group, things }];
  });
}

/** True for a conflict to which there is no answer yet. */
function isOpen({ place }: MergeRow, answers: ReadonlyMap<string, MergeAnswer>): boolean {
  return place.origin === 'conflict' && answerTo(place, answers) === null;
}

/** The first open conflict behind a row, or from the beginning again; null where none is open. */
export function nextOpen(
  rows: readonly MergeRow[],
  answers: ReadonlyMap<string, MergeAnswer>,
  after: string | null,
): MergeRow | null {
  const start = rows.findIndex(({ key }) => key === after) + 1;
  return [...rows.slice(start), ...rows.slice(0, start)].find((row) => isOpen(row, answers)) ?? null;
}

const keys: Readonly<Record<string, MergeAnswer>> = { m: 'mine', t: 'theirs', b: 'base', '2': 'both' };

/** The answer that a key gives, or null. */
export function answerByKey(key: string): MergeAnswer | null {
  return keys[key] ?? null;
}
