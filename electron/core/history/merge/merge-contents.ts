import { failure, success, type Result } from '#core/result.ts';
import { known, partOf, unknown, type Before } from '#core/history/merge/decision/before.ts';
import { Decisions, type Contested } from '#core/history/merge/decision/decisions.ts';
import type { ConflictPlace, MergeAnswer, PlannedPlace } from '#core/history/merge/decision/place.ts';
import { mergeDossier } from '#core/history/merge/dossier/merge-dossier.ts';
import { mergeText } from '#core/history/merge/text/merge-text.ts';
import type { ProjectContent } from '#core/history/state.ts';
import { mergeNotices, type MergeNotice } from './notices.ts';

/**
 * What both sides went on from. A state of the project is one; so is what `mergeBase` makes of several, in which places are
 * contested that those do not have alike. `everything` is contested where no common state is held.
 */
export interface MergeBase extends ProjectContent {
  readonly contested?: readonly Contested[] | 'everything';
}

/** What a merge will do: every place that differs, and what comes of it. */
export interface MergePlan {
  readonly base: MergeBase;
  readonly mine: ProjectContent;
  readonly theirs: ProjectContent;
  /** Those of the text first, each part in the order of the common state, and what is new behind it. */
  readonly places: readonly PlannedPlace[];
  /** Those of the places that wait for an answer. */
  readonly conflicts: readonly ConflictPlace[];
}

/** A merged project, and what somebody must know of it. */
export interface MergedContent {
  readonly content: ProjectContent;
  readonly notices: readonly MergeNotice[];
}

/**
 * Merges what two sides made of a common state: the text statement by statement, the dossier field by field. Which side is mine
 * makes no difference but for the names of the sides in the plan.
 */
export function mergeContents(base: MergeBase, mine: ProjectContent, theirs: ProjectContent): MergePlan {
  const { places } = merge({ base, mine, theirs }, new Map());
  return { base, mine, theirs, places, conflicts: places.filter(isConflict) };
}

/**
 * The outcome of a plan with the answers to its conflicts, by the identifiers of their places; refused with those conflicts to
 * which there is no answer that is offered for them. An answer can bring up a conflict that the plan did not have.
 */
export function resolve(
  { base, mine, theirs }: Pick<MergePlan, 'base' | 'mine' | 'theirs'>,
  answers: ReadonlyMap<string, MergeAnswer>,
): Result<MergedContent, readonly ConflictPlace[]> {
  const { content, unanswered } = merge({ base, mine, theirs }, answers);
  if (unanswered.length > 0) return failure(unanswered);
  const dossier = base.contested === 'everything' ? null : base.dossier;
  return success({ content, notices: mergeNotices(dossier, mine, theirs, content) });
}

/**
 * The outcome of a plan as a base for other merges: what is a conflict is contested in it, as is what was contested in what was
 * merged.
 */
export function virtualBase(base: MergeBase, mine: MergeBase, theirs: ProjectContent): MergeBase {
  const { content, places } = merge({ base, mine, theirs }, new Map());
  if (mine.contested === 'everything') return { ...content, contested: 'everything' };
  const conflicts = places
    .filter(isConflict)
    .map(({ place, contests }): Contested => ({ part: place.part, id: contests }));
  const contested = [...(mine.contested ?? []), ...conflicts];
  return contested.length === 0 ? content : { ...content, contested };
}

function isConflict(place: PlannedPlace): place is ConflictPlace {
  return place.origin === 'conflict';
}

function merge(
  { base, mine, theirs }: Pick<MergePlan, 'base' | 'mine' | 'theirs'>,
  answers: ReadonlyMap<string, MergeAnswer>,
): {
  readonly content: ProjectContent;
  readonly places: readonly PlannedPlace[];
  readonly unanswered: readonly ConflictPlace[];
} {
  const { contested = [] } = base;
  const decisions = new Decisions({ contested, answers });
  const before: Before<ProjectContent> = contested === 'everything' ? unknown : known(base);
  const text = partOf(before, (content) => content.text);
  const dossier = partOf(before, (content) => content.dossier);
  const content = {
    text: mergeText(decisions, text, mine.text, theirs.text),
    dossier: mergeDossier(decisions, dossier, mine.dossier, theirs.dossier),
  };
  return { content, places: decisions.places, unanswered: decisions.unanswered };
}
