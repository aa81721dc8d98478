import { questionKey } from '#core/analysis/record/question.ts';
import { session } from '#renderer/shared/session.svelte.ts';
import type { WorkbenchState } from '#renderer/workbench/workbench-state.svelte.ts';

/** How long the text stays as it is before its questions are asked by themselves, in milliseconds. */
const pause = 1_000;

/**
 * Has the text answered by itself once it says something else than the one that was answered, and nobody types for a while:
 * where the last answers came quickly, and the analyst has not switched it off. The body of an effect; the answer forgets
 * what it was about to do.
 */
export function askAgain(workbench: WorkbenchState): (() => void) | undefined {
  const { outdated, verification, draft } = workbench.project;
  // Every change of the text begins the pause anew.
  const { text, stale } = draft.live;
  if (!session.settings.askAgain || !outdated || stale || text === '' || !verification.quick)
    return undefined;
  const timer = setTimeout(() => {
    void askKeepingPlace(workbench);
  }, pause);
  return () => {
    clearTimeout(timer);
  };
}

// The answer that is read stays the one that is read, if it is still asked.
async function askKeepingPlace({ project, navigation }: WorkbenchState): Promise<void> {
  const { verification } = project;
  const { verdicts: place } = navigation.viewStates;
  const read = verification.answers.find(({ number }) => number === place.question)?.question;
  const key = read === undefined ? null : questionKey(read);
  await project.verify((questions) => {
    if (key === null) return;
    const found = questions.findIndex((question) => questionKey(question) === key);
    place.question = found === -1 ? null : found;
  });
}
