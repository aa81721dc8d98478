import type { AnswerKind } from '#core/analysis/record/verdict.ts';
import { readSnapshot, type SeenQuestion, type Snapshot } from './snapshot.ts';
import { namesOf } from './targets.ts';
import type { Threat } from './threat.ts';

/** How the answer to one question was and is; null: it was proved, or not among the questions. */
export interface QuestionChange {
  readonly attack: string | null;
  readonly query: string;
  readonly then: SeenQuestion | null;
  readonly now: SeenQuestion | null;
}

/** The differences between a threat now and when it was decided about. */
export interface ThreatChange {
  readonly then: Snapshot;
  readonly now: Snapshot;
  readonly answer: { readonly then: AnswerKind | null; readonly now: AnswerKind | null } | null;
  /** Names that it is about now and was not then, and the other way round. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly questions: readonly QuestionChange[];
}

/** The changes of a threat since the decision; null where there is none, or no snapshot was kept. */
export function changeOf({ entry, says, status }: Threat): ThreatChange | null {
  if (status !== 'changed' || entry?.seen == null) return null;
  const [then, now] = [readSnapshot(entry.seen), readSnapshot(says)];
  if (then === null || now === null) return null;
  const [before, after] = [namesOf(then.subject), namesOf(now.subject)];
  return {
    then,
    now,
    answer: then.answer === now.answer ? null : { then: then.answer, now: now.answer },
    added: after.filter((name) => !before.includes(name)),
    removed: before.filter((name) => !after.includes(name)),
    questions: questionChanges(then.others, now.others),
  };
}

function questionChanges(
  then: readonly SeenQuestion[],
  now: readonly SeenQuestion[],
): readonly QuestionChange[] {
  const keys = new Map([...then, ...now].map((each) => [keyOf(each), each] as const));
  return [...keys].flatMap(([key, { attack, query }]): readonly QuestionChange[] => {
    const before = then.find((each) => keyOf(each) === key) ?? null;
    const after = now.find((each) => keyOf(each) === key) ?? null;
    const same = before?.answer === after?.answer && before?.types.join() === after?.types.join();
    return same ? [] : [{ attack: attack === '' ? null : attack, query, then: before, now: after }];
  });
}

function keyOf({ attack, query }: SeenQuestion): string {
  return `${attack}\t${query}`;
}
