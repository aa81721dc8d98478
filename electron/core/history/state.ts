import type { Dossier } from '#core/dossier/dossier.ts';

/** Who did something, as the project knows it. Where nobody said who, there is null in its place. */
export interface Author {
  readonly name: string;
  /** The fingerprint of the author's identity; null for one without a keyring. */
  readonly fingerprint: string | null;
}

/** The ways in which a state comes about. */
export const stateCauses = ['created', 'edited', 'restored', 'merged', 'received'] as const;
export type StateCause = (typeof stateCauses)[number];

/** One state of a project: who made it, when, and out of which. What it says is its {@link ProjectContent}. */
export interface HistoryState {
  /**
   * 32 lower-case hexadecimal digits: random; of a merge they follow from what was merged and from the outcome, so that two
   * people who merge the same with the same outcome make the same state.
   */
  readonly id: string;
  /** The states that it came out of: none of the first one, two of a merge. */
  readonly parents: readonly string[];
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly author: Author | null;
  readonly cause: StateCause;
  /** The state that it restored; null for any other. */
  readonly origin: string | null;
  /** The name that somebody gave it, or null. */
  readonly name: string | null;
}

/** Everything that a project says in one state. Documents are named by the hashes of their files, in its sources. */
export interface ProjectContent {
  readonly text: string;
  readonly dossier: Dossier;
}

/**
 * What is known of one state in two places, as one: the earlier instant with its author, and every name that either has. The
 * same whichever is given first. Parents are those of `one`, for what was thinned away differs.
 */
export function unitedState(one: HistoryState, other: HistoryState): HistoryState {
  const [first] = [one, other].toSorted(
    (left, right) =>
      compare(left.createdAt, right.createdAt) ||
      compare(authorKey(left.author), authorKey(right.author)) ||
      compare(left.cause, right.cause) ||
      compare(left.origin ?? '', right.origin ?? ''),
  );
  const { createdAt, author, cause, origin } = first ?? one;
  const name = unitedName(one.name, other.name);
  return { id: one.id, parents: one.parents, createdAt, author, cause, origin, name };
}

/** What stands between the names of a state that several people gave one. */
const betweenNames = ' / ';

/** The longest name of a state, in UTF-16 code units. */
const longestName = 1_000;

// Nobody's name is lost; where they are too long together, those that come first stay.
function unitedName(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  const names = [one, other].flatMap((name) => name.split(betweenNames));
  return [...new Set(names)].toSorted(compare).reduce((united, name) => {
    const longer = united + betweenNames + name;
    return longer.length > longestName ? united : longer;
  });
}

// Somebody comes before nobody.
function authorKey(author: Author | null): string {
  return author === null ? '1' : `0${JSON.stringify([author.name, author.fingerprint ?? ''])}`;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
