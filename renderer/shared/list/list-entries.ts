/** Things that are listed under one head. */
export interface ListGroup<Group, Thing> {
  readonly group: Group;
  /** Different from the names of all other groups. */
  readonly name: string;
  readonly things: readonly Thing[];
}

/** A thing under a head. One that stands under several has an entry for each. */
export interface ThingEntry<Thing> {
  readonly kind: 'thing';
  /** Different from the keys of all other entries. */
  readonly key: string;
  readonly thing: Thing;
  /** Its number among all entries, heads included, from 0. */
  readonly index: number;
}

/** The head of a group, and what stands under it. */
export interface HeadEntry<Group, Thing> {
  readonly kind: 'head';
  readonly key: string;
  readonly group: Group;
  readonly under: readonly ThingEntry<Thing>[];
}

/** The heads of a list, in its order, with the entries under each. */
export function listEntries<Group, Thing>(
  groups: readonly ListGroup<Group, Thing>[],
  idOf: (thing: Thing) => string,
): readonly HeadEntry<Group, Thing>[] {
  let index = 0;
  return groups.map(({ group, name, things }) => {
    index += 1;
    const under = things.map((thing): ThingEntry<Thing> => {
      index += 1;
      return { kind: 'thing', key: `${name} ${idOf(thing)}`, thing, index: index - 1 };
    });
    return { kind: 'head', key: name, group, under };
  });
}
