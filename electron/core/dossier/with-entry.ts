interface Identified {
  readonly id: string;
}

/** The list with this entry in place of the one with its identifier, or at the end where there is none. */
export function withEntry<Entry extends Identified>(
  entries: readonly Entry[],
  entry: Entry,
): readonly Entry[] {
  const place = entries.findIndex(({ id }) => id === entry.id);
  return place === -1 ? [...entries, entry] : entries.with(place, entry);
}

/** The list without the entry of this identifier. */
export function withoutEntry<Entry extends Identified>(
  entries: readonly Entry[],
  id: string,
): readonly Entry[] {
  return entries.filter((entry) => entry.id !== id);
}
