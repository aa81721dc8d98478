/** One field of an entry, with what each of the two has in it; null where it has nothing. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** An entry that differs, by its identifier. */
export interface EntryChange<Entry> {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly id: string;
  readonly before: Entry | null;
  readonly after: Entry | null;
  /** Which fields differ; none where it was added or removed. */
  readonly fields: readonly FieldChange[];
}

interface Identified {
  readonly id: string;
}

/**
 * How two lists of entries differ, entry by entry and field by field; in the order of the earlier list, those that were added
 * behind. The order of entries makes no difference.
 */
export function compareEntries<Entry extends Identified>(
  earlier: readonly Entry[],
  later: readonly Entry[],
  fieldsOf: (entry: Entry) => object,
): readonly EntryChange<Entry>[] {
  const after = new Map(later.map((entry) => [entry.id, entry]));
  const known = new Set(earlier.map(({ id }) => id));
  return [
    ...earlier.flatMap((entry): readonly EntryChange<Entry>[] => {
      const { id } = entry;
      const now = after.get(id);
      if (now === undefined) return [{ kind: 'removed', id, before: entry, after: null, fields: [] }];
      const fields = compareFields(fieldsOf(entry), fieldsOf(now));
      return fields.length === 0 ? [] : [{ kind: 'changed', id, before: entry, after: now, fields }];
    }),
    ...later
      .filter(({ id }) => !known.has(id))
      .map((entry): EntryChange<Entry> => {
        return { kind: 'added', id: entry.id, before: null, after: entry, fields: [] };
      }),
  ];
}

/** The fields in which two things differ. What is no text is told as JSON. */
export function compareFields(earlier: object, later: object): readonly FieldChange[] {
  const [before, after] = [told(earlier), told(later)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((field): readonly FieldChange[] => {
    const [one, other] = [before.get(field) ?? null, after.get(field) ?? null];
    return one === other ? [] : [{ field, before: one, after: other }];
  });
}

function told(fields: object): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(fields).flatMap(([field, value]: readonly [string, unknown]) => {
      if (value === null || value === undefined || value === '') return [];
      if (Array.isArray(value) && value.length === 0) return [];
      return [[field, typeof value === 'string' ? value : JSON.stringify(value)] as const];
    }),
  );
}
