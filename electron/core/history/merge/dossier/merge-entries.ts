import { found, type Before } from '#core/history/merge/decision/before.ts';
import type { Decisions, Site, Ways } from '#core/history/merge/decision/decisions.ts';
import { mergeOrder } from '#core/history/merge/order/merge-order.ts';

/** What a list is merged with. */
export interface ListForm<Entry> {
  readonly keyOf: (entry: Entry) => string;
  readonly siteOf: (key: string) => Site;
  readonly ways: Ways<Entry>;
  /** Makes one of both where both sides have it. */
  readonly merged: (key: string, before: Before<Entry>, mine: Entry, theirs: Entry) => Entry;
}

/**
 * Merges lists of things that are told apart by keys: what one side added is in it, what one side removed and the other left
 * alone is not. Their order is kept as far as the sides agree, and never a conflict.
 */
export function mergeEntries<Entry>(
  decisions: Decisions,
  told: Before<readonly Entry[]>,
  mine: readonly Entry[],
  theirs: readonly Entry[],
  { keyOf, siteOf, ways, merged }: ListForm<Entry>,
): readonly Entry[] {
  const was = told.kind === 'known' ? keyed(told.value, keyOf) : new Map<string, Entry>();
  const [left, right] = [keyed(mine, keyOf), keyed(theirs, keyOf)];
  const entries = new Map<string, Entry>();
  for (const key of new Set([...was.keys(), ...left.keys(), ...right.keys()])) {
    const entry = decisions.present(
      siteOf(key),
      found(told, was.get(key)),
      left.get(key),
      right.get(key),
      ways,
      (before, one, other) => merged(key, before, one, other),
    );
    if (entry !== undefined) entries.set(key, entry);
  }
  const { order } = mergeOrder({
    base: [...was.keys()],
    mine: [...left.keys()],
    theirs: [...right.keys()],
    isBaseKnown: told.kind !== 'unknown',
    kept: new Set(entries.keys()),
    weighs: () => false,
  });
  return order.flatMap((key) => entries.get(key) ?? []);
}

// Several things of one key, which no list should have, are told apart by their number.
function keyed<Entry>(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
): ReadonlyMap<string, Entry> {
  const counts = new Map<string, number>();
  return new Map(
    entries.map((entry) => {
      const key = keyOf(entry);
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      return [count === 0 ? key : `${key} #${String(count + 1)}`, entry];
    }),
  );
}
