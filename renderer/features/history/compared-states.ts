import type { CallFailure } from '#contract/failures.ts';
import {
  comparingContents,
  type ComparableContent,
  type ComparedContents,
} from '#core/method/comparison/compare-contents.ts';
import type { ContentChanges } from '#core/method/comparison/content-change.ts';
import { compareReadContents } from '#core/method/comparison/read-contents.ts';
import { publicMeasures } from '#core/publication/public-record.ts';
import { success, type Result } from '#core/result.ts';
import type { StateContents } from '#renderer/features/history/state-contents.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** A row of Table 1 for two states. */
export interface TableOneRow {
  readonly measure: (typeof publicMeasures)[number];
  readonly before: number;
  readonly after: number;
}

/** Two states, compared by meaning. */
export interface ComparedStates {
  readonly changes: ContentChanges;
  readonly compared: ComparedContents;
  /** Of which state no answers are kept; null where both have some. */
  readonly unanswered: 'earlier' | 'later' | null;
}

/** Compares two states by meaning, in pieces that others can work between; null where one of them is not kept any more. */
export async function compareStates(
  contents: StateContents,
  earlier: string,
  later: string,
): Promise<Result<ComparedStates | null, CallFailure>> {
  const [pair, said, saidLater] = await Promise.all([
    contents.pair(earlier, later),
    call('history.verdicts', { id: earlier }),
    call('history.verdicts', { id: later }),
  ]);
  if (!pair.ok) return pair;
  if (pair.value === null) return success(null);
  if (!said.ok) return said;
  if (!saidLater.ok) return saidLater;
  const [before, after] = pair.value;
  const [one, other] = [said.value.record?.verdicts ?? null, saidLater.value.record?.verdicts ?? null];
  const changes = compareReadContents(before, after);
  await turn();
  const compared = await inPieces({ ...before, verdicts: one }, { ...after, verdicts: other });
  const unanswered = one === null ? 'earlier' : other === null ? 'later' : null;
  return success({ changes, compared, unanswered });
}

/** Table 1 of two states; null where one of the texts has errors. */
export function tableOneRows({ tableOne }: ComparedContents): readonly TableOneRow[] | null {
  const { before, after } = tableOne;
  if (before === null || after === null) return null;
  return publicMeasures.map((measure) => ({ measure, before: before[measure], after: after[measure] }));
}

async function inPieces(earlier: ComparableContent, later: ComparableContent): Promise<ComparedContents> {
  const work = comparingContents(earlier, later);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await turn();
  }
}

// Everything else that waits has its turn.
function turn(): Promise<void> {
  return new Promise((resume) => setTimeout(resume));
}
