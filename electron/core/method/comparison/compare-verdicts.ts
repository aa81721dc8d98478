import type { MatchedQuestions } from './match-questions.ts';
import { questionKey, type Question } from '#core/analysis/record/question.ts';
import {
  isUnchecked,
  verdictsByQuestion,
  worstFirst,
  type AnswerKind,
  type Verdict,
} from '#core/analysis/record/verdict.ts';

/**
 * How the answer to a question differs between two models.
 *
 * - `worse`: the later answer claims less. - `better`: it claims more.
 * - `open`: what was violated, or about nothing, is not known any more: that is no better answer.
 * - `stricter`: more is asked, and answered the same. - `dropped`, `added`: one model alone asks it.
 */
export const verdictChangeKinds = ['worse', 'better', 'open', 'stricter', 'dropped', 'added'] as const;
export type VerdictChangeKind = (typeof verdictChangeKinds)[number];

/** A difference of what is answered. The earlier question has the names of the later model. */
export interface VerdictChange {
  readonly kind: VerdictChangeKind;
  /** As the later model asks it, where it does. */
  readonly question: Question;
  /** What the earlier model asked instead, where the later one asks more; else null. */
  readonly instead: Question | null;
  /** Null where it is `added`, and where no answers are known. */
  readonly before: Verdict | null;
  /** Null where it is `dropped`, and where no answers are known. */
  readonly after: Verdict | null;
  /** True where one of the two is open for no other reason than that the analysis came to its limits. */
  readonly limited: boolean;
}

/** Compares what is answered to the questions of two models; without answers, what is asked alone. */
export function compareVerdicts(
  { both, dropped, added }: MatchedQuestions,
  earlier: readonly Verdict[] | null,
  later: readonly Verdict[] | null,
): readonly VerdictChange[] {
  const [before, after] = [verdictsByQuestion(earlier ?? []), verdictsByQuestion(later ?? [])];
  const answered = both.flatMap(({ before: asked, after: question }): readonly VerdictChange[] => {
    const [one, other] = [before.get(questionKey(asked)) ?? null, after.get(questionKey(question)) ?? null];
    const instead = asked.key === question.key ? null : asked;
    const kind = changeOf(one, other) ?? (instead === null ? null : 'stricter');
    if (kind === null) return [];
    return [{ kind, question, instead, before: one, after: other, limited: isLimited(one, other) }];
  });
  const alone = { instead: null, limited: false };
  return [
    ...answered,
    ...dropped.map((question): VerdictChange => {
      const verdict = before.get(questionKey(question)) ?? null;
      return { kind: 'dropped', question, before: verdict, after: null, ...alone };
    }),
    ...added.map((question): VerdictChange => {
      const verdict = after.get(questionKey(question)) ?? null;
      return { kind: 'added', question, before: null, after: verdict, ...alone };
    }),
  ];
}

function changeOf(before: Verdict | null, after: Verdict | null): 'worse' | 'better' | 'open' | null {
  if (before === null || after === null) return null;
  const [one, other] = [answerOf(before), answerOf(after)];
  // Fewer runs searched through are less.
  const step =
    one === other
      ? (after.runs ?? 0) - (before.runs ?? 0)
      : worstFirst.indexOf(other) - worstFirst.indexOf(one);
  if (step === 0) return null;
  if (step < 0) return 'worse';
  return other === 'holds' || other === 'holds-within' ? 'better' : 'open';
}

// What nobody has looked at yet claims nothing.
function answerOf(verdict: Verdict): AnswerKind {
  return isUnchecked(verdict) ? 'undecided' : verdict.answer;
}

const limits: readonly Verdict['reason'][] = ['limit', 'time', 'cancelled'];

function isLimited(before: Verdict | null, after: Verdict | null): boolean {
  const atLimits = [before, after].map((each) => limits.includes(each?.reason ?? null));
  return atLimits[0] !== atLimits[1];
}
