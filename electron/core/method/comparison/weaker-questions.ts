import type { AskedTwice } from './match-questions.ts';
import { movedEvents } from './question-events.ts';
import type { Weakening } from './weakening.ts';
import type { AssumptionKind } from '#core/analysis/record/assumption.ts';
import { questionKey } from '#core/analysis/record/question.ts';
import type { AnswerAssumption, Verdict } from '#core/analysis/record/verdict.ts';
import type { Model } from '#core/language/model.ts';

/** What is known of what a model asks. `verdicts` by the keys of their questions. */
export interface AskedModel {
  readonly model: Model;
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/** In which ways a question that both models ask is asked of less in the later one. */
export function questionWeakenings(
  { before, after }: AskedTwice,
  earlier: AskedModel,
  later: AskedModel,
): readonly Weakening[] {
  const told = (kind: Weakening['kind'], names: readonly string[] = []): Weakening => ({
    kind,
    question: after,
    names,
    before: null,
    after: null,
  });
  const honest = after.honest.filter((name) => !before.honest.includes(name));
  const verdict = later.verdicts.get(questionKey(after));
  const was = earlier.verdicts.get(questionKey(before));
  return [
    ...(honest.length > 0 ? [told('honest', honest)] : []),
    ...assumedMore(was, verdict).map(({ kind, names }) => ({ ...told('assumes', names), after: kind })),
    ...(verdict?.answer === 'vacuous' && was?.answer !== 'vacuous' ? [told('vacuous')] : []),
    ...movedEvents(before, earlier.model, later.model)
      // Whoever takes a secret out of where it was lost mends that.
      .filter(({ kind }) => kind !== 'sent-less' || was?.answer !== 'violated')
      .map((moved) => ({
        ...told(moved.kind, moved.names),
        before: moved.before ?? null,
        after: moved.after ?? null,
      })),
  ];
}

// Only what holds assumes everything that its question does.
function assumedMore(before: Verdict | undefined, after: Verdict | undefined): readonly AnswerAssumption[] {
  if (before === undefined || after === undefined || !holds(before) || !holds(after)) return [];
  const known = new Set(before.assumes.flatMap(({ kind }) => impliedBy(kind)));
  // Whom it takes for honest is told by name.
  return after.assumes.filter(
    ({ kind }) => !known.has(kind) && kind !== 'issuers-honest' && kind !== 'holders-honest',
  );
}

// That no agent plays two roles is more than that no agent plays two of them but of those that may coincide.
function impliedBy(kind: AssumptionKind): readonly AssumptionKind[] {
  return kind === 'roles-apart' ? [kind, 'other-roles-apart'] : [kind];
}

function holds({ answer }: Verdict): boolean {
  return answer === 'holds' || answer === 'holds-within';
}
