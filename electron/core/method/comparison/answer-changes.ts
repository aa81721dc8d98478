import { compareVerdicts, type AnsweredModel, type VerdictChange } from './compare-verdicts.ts';
import type { ContentChange } from './content-change.ts';

/** An answer that differs, with what changed of what it speaks of. */
export interface AnswerChange extends VerdictChange {
  /** Empty where it rests on something that it does not name. */
  readonly explained: readonly ContentChange[];
}

/** The answers of two models that differ, each with the changes of the text that speak of what it names. */
export function answerChanges(
  earlier: AnsweredModel,
  later: AnsweredModel,
  changes: readonly ContentChange[],
): readonly AnswerChange[] {
  const named = changes.map((change) => ({ change, names: namesIn(change) }));
  return compareVerdicts(earlier, later).changes.map((answer) => {
    const { attack, element, entity, originator, on, phase } = answer.question;
    // Whom it is asked of alone explains it where nothing else does: an entity takes part in most of a model.
    const about = [attack, element, phase, ...on].filter((name) => name !== null);
    const whom = [entity, originator].filter((name) => name !== null);
    const speakOf = (sought: readonly string[]): readonly ContentChange[] =>
      named.filter(({ names }) => sought.some((name) => names.has(name))).map(({ change }) => change);
    const near = speakOf(about);
    return { ...answer, explained: near.length > 0 ? near : speakOf(whom) };
  });
}

function namesIn({ within, before, after, name }: ContentChange): ReadonlySet<string> {
  const words = [within, name, before, after].flatMap(
    (each) => each?.match(/[\p{L}_][\p{L}\p{N}_']*/gu) ?? [],
  );
  return new Set(words);
}
