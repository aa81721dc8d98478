import { questionKey, type Question } from '#core/analysis/record/question.ts';
import type { QuestionKind } from '#core/language/kinds.ts';

/** A question that both models ask. The later one asks the same or, where the keys differ, more. */
export interface AskedTwice {
  readonly before: Question;
  readonly after: Question;
}

/** What two models ask. */
export interface MatchedQuestions {
  readonly both: readonly AskedTwice[];
  /** Asked of the earlier model alone, and nothing that says as much of the later. */
  readonly dropped: readonly Question[];
  readonly added: readonly Question[];
}

/**
 * Which questions of a later model are those of an earlier one: what asks the same, else what asks more, so that a claim that is
 * raised is no question less.
 */
export function matchQuestions(before: readonly Question[], after: readonly Question[]): MatchedQuestions {
  const asked = new Map(after.map((question) => [questionKey(question), question]));
  const known = new Set(before.map(questionKey));
  const added = after.filter((question) => !known.has(questionKey(question)));
  const matched = before.map((question) => ({
    before: question,
    after: asked.get(questionKey(question)) ?? added.find((other) => asksMore(other, question)),
  }));
  const both = matched.flatMap(({ before: one, after: other }): readonly AskedTwice[] =>
    other === undefined ? [] : [{ before: one, after: other }],
  );
  const used = new Set(both.map((each) => each.after));
  return {
    both,
    dropped: matched.flatMap((each) => (each.after === undefined ? [each.before] : [])),
    added: added.filter((question) => !used.has(question)),
  };
}

/** Each implies those before it (Lowe 1997). */
const levels: readonly QuestionKind[] = [
  'aliveness',
  'weak-agreement',
  'entity-agreement',
  'injective-entity-agreement',
];

// True if whatever holds of the one holds of the other.
function asksMore(one: Question, other: Question): boolean {
  const [level, least] = [levels.indexOf(one.kind), levels.indexOf(other.kind)];
  return (
    least >= 0 &&
    level >= least &&
    one.attack === other.attack &&
    one.entity === other.entity &&
    one.originator === other.originator &&
    one.phase === other.phase &&
    other.on.every((name) => one.on.includes(name))
  );
}
