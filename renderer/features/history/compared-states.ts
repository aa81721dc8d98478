import type { CallFailure } from '#contract/failures.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { Model } from '#core/language/model.ts';
import { answerChanges, type AnswerChange } from '#core/method/comparison/answer-changes.ts';
import type { ContentChanges } from '#core/method/comparison/content-change.ts';
import { compareReadContents, type ReadContent } from '#core/method/comparison/read-contents.ts';
import { resolve } from '#core/notation/notation.ts';
import { publicMeasures } from '#core/publication/public-record.ts';
import { success, type Result } from '#core/result.ts';
import { keyHierarchy } from '#core/structure/key-hierarchy.ts';
import { ModelTerms } from '#core/structure/model-terms.ts';
import { tableOne } from '#core/structure/table-one.ts';
import type { StateContents } from '#renderer/features/history/state-contents.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** A row of Table 1 for two states. */
export interface TableOneRow {
  readonly measure: (typeof publicMeasures)[number] | 'keyHierarchyLevels';
  readonly before: number;
  readonly after: number;
}

/** The answers of two states: the differences, or of which state none are kept. */
export type ComparedAnswers =
  | { readonly kind: 'compared'; readonly changes: readonly AnswerChange[] }
  | { readonly kind: 'missing'; readonly of: 'earlier' | 'later' }
  /** One of the texts has errors, so that there is nothing to be answered. */
  | { readonly kind: 'unread' };

/** Two states, compared by meaning. */
export interface ComparedStates {
  readonly changes: ContentChanges;
  readonly answers: ComparedAnswers;
  /** Null where one of the texts has errors. */
  readonly tableOne: readonly TableOneRow[] | null;
}

/** Compares two states by meaning; null where one of them is not kept any more. */
export async function compareStates(
  contents: StateContents,
  earlier: string,
  later: string,
): Promise<Result<ComparedStates | null, CallFailure>> {
  const pair = await contents.pair(earlier, later);
  if (!pair.ok) return pair;
  if (pair.value === null) return success(null);
  const [before, after] = pair.value;
  const changes = compareReadContents(before, after);
  await turn();
  const [one, other] = [modelOf(before), modelOf(after)];
  if (one === null || other === null)
    return success({ changes, answers: { kind: 'unread' }, tableOne: null });
  await turn();
  const [said, saidLater] = await Promise.all([
    call('history.verdicts', { id: earlier }),
    call('history.verdicts', { id: later }),
  ]);
  if (!said.ok) return said;
  if (!saidLater.ok) return saidLater;
  const answers = compareAnswers(
    { model: one, verdicts: said.value.record?.verdicts ?? null },
    { model: other, verdicts: saidLater.value.record?.verdicts ?? null },
    changes,
  );
  return success({ changes, answers, tableOne: tableOneRows(one, other) });
}

// Everything else that waits has its turn between two pieces of work.
function turn(): Promise<void> {
  return new Promise((resume) => setTimeout(resume));
}

function modelOf({ parsed }: ReadContent): Model | null {
  if (parsed.diagnostics.length > 0) return null;
  const { model, diagnostics } = resolve(parsed.tree);
  return diagnostics.length > 0 ? null : model;
}

interface PerhapsAnswered {
  readonly model: Model;
  readonly verdicts: readonly Verdict[] | null;
}

function compareAnswers(
  { model, verdicts }: PerhapsAnswered,
  after: PerhapsAnswered,
  { changes }: ContentChanges,
): ComparedAnswers {
  if (verdicts === null) return { kind: 'missing', of: 'earlier' };
  if (after.verdicts === null) return { kind: 'missing', of: 'later' };
  const later = { model: after.model, verdicts: after.verdicts };
  return { kind: 'compared', changes: answerChanges({ model, verdicts }, later, changes) };
}

function tableOneRows(before: Model, after: Model): readonly TableOneRow[] {
  const [was, is] = [tableOne(before), tableOne(after)];
  return [
    ...publicMeasures.map((measure): TableOneRow => ({ measure, before: was[measure], after: is[measure] })),
    { measure: 'keyHierarchyLevels', before: levelsOf(before), after: levelsOf(after) },
  ];
}

function levelsOf(model: Model): number {
  return keyHierarchy(model, new ModelTerms(model)).levels;
}
