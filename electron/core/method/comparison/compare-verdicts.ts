import { weakerAdversaries, type WeakerAdversary } from './weaker-adversary.ts';
import { questionKey, type Question } from '#core/analysis/record/question.ts';
import { worstFirst, type Verdict } from '#core/analysis/record/verdict.ts';
import type { Model } from '#core/language/model.ts';

/** A model with the answers to what it asks. */
export interface AnsweredModel {
  readonly model: Model;
  readonly verdicts: readonly Verdict[];
}

/**
 * How the answer to a question differs between two models.
 *
 * - `worse`, `better`: both ask it, and the later answer claims less or more. - `dropped`, `added`: one alone asks it.
 */
export interface VerdictChange {
  readonly kind: 'worse' | 'better' | 'dropped' | 'added';
  readonly question: Question;
  /** Null where it is `added`. */
  readonly before: Verdict | null;
  /** Null where it is `dropped`. */
  readonly after: Verdict | null;
}

/** A question that both ask and that asks less of the later model: more entities are taken for honest. */
export interface WeakenedQuestion {
  readonly question: Question;
  /** Those that were not taken for honest before. */
  readonly honest: readonly string[];
}

/** What changed of what is asked and answered. */
export interface ComparedVerdicts {
  readonly changes: readonly VerdictChange[];
  readonly weakened: readonly WeakenedQuestion[];
  /** What the later model's adversary can no longer do. */
  readonly adversary: readonly WeakerAdversary[];
}

/** Compares what two models ask, whom they ask it against, and what is answered. */
export function compareVerdicts(earlier: AnsweredModel, later: AnsweredModel): ComparedVerdicts {
  const [before, after] = [byKey(earlier.verdicts), byKey(later.verdicts)];
  const changes = [...before].flatMap(([key, verdict]): readonly VerdictChange[] => {
    const now = after.get(key);
    if (now === undefined)
      return [{ kind: 'dropped', question: verdict.question, before: verdict, after: null }];
    const step = worstFirst.indexOf(now.answer) - worstFirst.indexOf(verdict.answer);
    if (step === 0) return [];
    const kind = step < 0 ? 'worse' : 'better';
    return [{ kind, question: now.question, before: verdict, after: now }];
  });
  const added = [...after].flatMap(([key, verdict]): readonly VerdictChange[] =>
    before.has(key) ? [] : [{ kind: 'added', question: verdict.question, before: null, after: verdict }],
  );
  const weakened = [...before].flatMap(([key, { question }]): readonly WeakenedQuestion[] => {
    const now = after.get(key)?.question;
    const honest = now?.honest.filter((name) => !question.honest.includes(name)) ?? [];
    return now === undefined || honest.length === 0 ? [] : [{ question: now, honest }];
  });
  return {
    changes: [...changes, ...added],
    weakened,
    adversary: weakerAdversaries(earlier.model, later.model),
  };
}

function byKey(verdicts: readonly Verdict[]): ReadonlyMap<string, Verdict> {
  return new Map(verdicts.map((verdict) => [questionKey(verdict.question), verdict]));
}
