/** An opening, as it is told from others: random and its own; and the number of the writing that it began on. */
export interface SeenOpening {
  readonly id: string;
  readonly baseSequence: number;
}

/**
 * One writing of a project's file, and where it comes from: which vault it is, every opening that writings came from up to
 * this one in their order, and the number and the random mark of the writing itself.
 */
export interface SeenHead {
  readonly vault: string;
  readonly openings: readonly SeenOpening[];
  readonly sequence: number;
  readonly generation: string;
}

/** How a file relates to the one that was seen last; see {@link relateHeads}. */
export const headRelations = ['unknown', 'same', 'own-ahead', 'newer', 'older', 'forked'] as const;
export type HeadRelation = (typeof headRelations)[number];

/**
 * Says how a project's file relates to the one that was seen last:
 *
 * - `unknown`: none was seen, or another vault;
 * - `same`: it is that one;
 * - `own-ahead`: it goes on from that one, and everything since was written in openings of one's `own`: what a crash
 *   leaves between the writing of the file and the noting of its head;
 * - `newer`: it goes on from that one, with openings of others;
 * - `older`: the one that was seen goes on from it: a file that was put back;
 * - `forked`: each has something that the other does not go on from.
 *
 * Writings of one opening follow on one another, for there is one process with one file. An opening that is in both has
 * therefore the same writings in both, up to where the one of them was left; and the next opening tells where that was.
 */
export function relateHeads(
  seen: SeenHead | null,
  file: SeenHead,
  own: (opening: SeenOpening) => boolean,
): HeadRelation {
  if (seen?.vault !== file.vault) return 'unknown';
  if (seen.generation === file.generation && seen.sequence === file.sequence) return 'same';
  if (goesOnFrom(file, seen)) {
    const since = sinceThen(seen, file);
    return since.length > 0 && since.every(own) ? 'own-ahead' : 'newer';
  }
  return goesOnFrom(seen, file) ? 'older' : 'forked';
}

/** True where a head has every opening of an earlier one, and left the last of them no sooner than that one. */
function goesOnFrom(later: SeenHead, earlier: SeenHead): boolean {
  const { openings } = earlier;
  if (openings.some(({ id }, index) => later.openings[index]?.id !== id)) return false;
  const left = later.openings[openings.length]?.baseSequence;
  if (left !== undefined) return left >= earlier.sequence;
  return later.sequence > earlier.sequence;
}

/** The openings that came about after an earlier head, and its last one where that went on writing. */
function sinceThen(earlier: SeenHead, later: SeenHead): readonly SeenOpening[] {
  const count = earlier.openings.length;
  const end = later.openings[count]?.baseSequence ?? later.sequence;
  return later.openings.slice(end > earlier.sequence ? Math.max(0, count - 1) : count);
}
