import type { InformationOwner } from '#core/dossier/information-owner.ts';

/** The kinds of change of an owner of information in a project. */
export const ownerChangeKinds = ['named', 'renamed', 'removed'] as const;

/** A change of who is named as an owner: a fact of the project's history, whoever made it by whatever way. */
export interface OwnerChange {
  readonly kind: (typeof ownerChangeKinds)[number];
  /** When, as ISO 8601 instant. */
  readonly recordedAt: string;
  /** The identifier of the owner in the dossier. */
  readonly owner: string;
  /** Its name: the one that it was given, or of one that was removed the last one. */
  readonly organisation: string;
  /** The name that it had before it was renamed, else null. */
  readonly before: string | null;
}

/** An owner as the dossier had it from some moment on; its name is null when it was taken away. */
export interface OwnerState {
  readonly recordedAt: string;
  readonly owner: string;
  readonly organisation: string | null;
}

/** The changes of owners, from the states that the dossier had, the oldest first. */
export function ownerChanges(states: readonly OwnerState[]): readonly OwnerChange[] {
  const names = new Map<string, string | null>();
  return states.flatMap(({ recordedAt, owner, organisation }): readonly OwnerChange[] => {
    const before = names.get(owner) ?? null;
    names.set(owner, organisation);
    if (organisation === before) return [];
    if (organisation === null) {
      return before === null
        ? []
        : [{ kind: 'removed', recordedAt, owner, organisation: before, before: null }];
    }
    return [{ kind: before === null ? 'named' : 'renamed', recordedAt, owner, organisation, before }];
  });
}

/** Somebody that was named as an owner under a name that no owner has now. */
export interface FormerOwner extends InformationOwner {
  /** When it was taken away or renamed, as ISO 8601 instant. */
  readonly until: string;
  /** Its new name, or null where it was taken away. */
  readonly renamedTo: string | null;
}

/** Everybody that was once named and is not now, by identifier and name, each with when that ended last. */
export function formerOwners(
  changes: readonly OwnerChange[],
  owners: readonly InformationOwner[],
): readonly FormerOwner[] {
  const ended = changes.flatMap(({ kind, recordedAt, owner, organisation, before }): FormerOwner[] => {
    if (kind === 'removed') return [{ id: owner, organisation, until: recordedAt, renamedTo: null }];
    if (before === null) return [];
    return [{ id: owner, organisation: before, until: recordedAt, renamedTo: organisation }];
  });
  return ended.filter(
    (each, index) =>
      !owners.some((owner) => isSameOwner(owner, each)) &&
      ended.findLastIndex((other) => isSameOwner(other, each)) === index,
  );
}

/** True where both are the same owner: who goes by another name, or was named anew, is another one. */
export function isSameOwner(one: InformationOwner, other: InformationOwner): boolean {
  return one.id === other.id && one.organisation === other.organisation;
}
