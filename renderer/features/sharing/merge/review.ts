import type { ConflictPlace, MergeAnswer } from '#core/history/merge/decision/place.ts';
import { resolve, type MergedContent, type MergePlan } from '#core/history/merge/merge-contents.ts';

/** How a merge stands with the answers that were given so far. */
export interface Review {
  /** Every conflict that must be answered; those that answers brought up come behind those of the plan. */
  readonly conflicts: readonly ConflictPlace[];
  /** Those of them to which there is no answer yet. */
  readonly open: readonly ConflictPlace[];
  /** What would come of it. Where a conflict is open, mine stands in for its answer. */
  readonly merged: MergedContent;
}

/** How often answers can bring up further conflicts: far more than one dossier has things that hang on each other. */
const mostRounds = 100;

/** The answer that was given to a conflict, if it is one that is offered for it; else null. */
export function answerTo(
  { id, answers: offered }: Pick<ConflictPlace, 'id' | 'answers'>,
  answers: ReadonlyMap<string, MergeAnswer>,
): MergeAnswer | null {
  const given = answers.get(id);
  return given !== undefined && offered.includes(given) ? given : null;
}

/** How a plan stands with answers to its conflicts. */
export function reviewOf(plan: MergePlan, answers: ReadonlyMap<string, MergeAnswer>): Review {
  let conflicts = plan.conflicts;
  // Those that stand-ins bring up are answered by stand-ins as well, and by nobody else: another answer may not bring them up.
  let hidden: readonly ConflictPlace[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const standing = new Map(
      [...conflicts, ...hidden].map((conflict) => [
        conflict.id,
        answerTo(conflict, answers) ?? standIn(conflict),
      ]),
    );
    const outcome = resolve(plan, standing);
    const open = conflicts.filter((conflict) => answerTo(conflict, answers) === null);
    if (outcome.ok) return { conflicts, open, merged: outcome.value };
    const asked = new Map(outcome.error.map((conflict) => [conflict.id, conflict]));
    // Other answers may be offered for one that was there before.
    conflicts = conflicts.map((conflict) => asked.get(conflict.id) ?? conflict);
    hidden = hidden.map((conflict) => asked.get(conflict.id) ?? conflict);
    const fresh = outcome.error.filter(({ id }) => !standing.has(id));
    if (open.length === 0 && hidden.length === 0) conflicts = [...conflicts, ...fresh];
    else hidden = [...hidden, ...fresh];
  }
  throw new Error('the answers to a merge bring up conflicts without end');
}

function standIn({ answers }: ConflictPlace): MergeAnswer {
  return answers.includes('mine') ? 'mine' : (answers[0] ?? 'mine');
}
