import type { Property, Question } from '#core/analysis/record/question.ts';
import { isUnchecked, worstFirst, type Verdict } from '#core/analysis/record/verdict.ts';

/**
 * How a question is answered under an attack model against the plain adversary.
 *
 * - `same`: alike. - `worse`: it is violated, and was not. - `less-known`: less is known of it, and it is not violated.
 * - `better`: more of it is proved or searched through, or it is not violated any more: the attack model takes something
 *   from the adversary.
 * - `not-asked`: it is asked under one of the two alone. - `open`: one of the two has no answer yet, or one whose
 *   proof is not checked yet.
 */
export const comparisons = ['worse', 'less-known', 'same', 'better', 'not-asked', 'open'] as const;
export type Comparison = (typeof comparisons)[number];

/** The answer under one attack model; the verdict is null where there is none. `number`: see {@link GivenAnswer}. */
export interface ComparedAnswer {
  readonly attack: string;
  readonly number: number | null;
  readonly verdict: Verdict | null;
  readonly comparison: Comparison;
}

/** One question with its answers, in the order of the attack models that were chosen. */
export interface ComparedQuestion {
  readonly asked: Property;
  readonly baseline: Pick<ComparedAnswer, 'number' | 'verdict'>;
  readonly answers: readonly ComparedAnswer[];
}

/** A question and its verdict, if there is one. `number` is what whoever shows it knows it by. */
export interface GivenAnswer {
  readonly number: number;
  readonly question: Question;
  readonly verdict: Verdict | null;
}

/** Sets the answers under attack models beside those about the plain adversary, question by question. */
export function compareAttacks(
  given: readonly GivenAnswer[],
  attacks: readonly string[],
): readonly ComparedQuestion[] {
  const compared = given.filter(({ question: { attack } }) => attack === null || attacks.includes(attack));
  const questions = new Map(compared.map(({ question }) => [question.key, question]));
  const find = (key: string, attack: string | null): GivenAnswer | undefined =>
    compared.find(({ question }) => question.key === key && question.attack === attack);
  return [...questions].map(([key, asked]) => {
    const baseline = find(key, null);
    return {
      asked,
      baseline: { number: baseline?.number ?? null, verdict: baseline?.verdict ?? null },
      answers: attacks.map((attack) => {
        const answer = find(key, attack);
        return {
          attack,
          number: answer?.number ?? null,
          verdict: answer?.verdict ?? null,
          comparison: compare(baseline, answer),
        };
      }),
    };
  });
}

function compare(baseline: GivenAnswer | undefined, answer: GivenAnswer | undefined): Comparison {
  if (baseline === undefined || answer === undefined) return 'not-asked';
  if (baseline.verdict === null || answer.verdict === null) return 'open';
  if (isUnchecked(baseline.verdict) || isUnchecked(answer.verdict)) return 'open';
  const step = worstFirst.indexOf(answer.verdict.answer) - worstFirst.indexOf(baseline.verdict.answer);
  if (step === 0) return 'same';
  if (answer.verdict.answer === 'undecided' || answer.verdict.answer === 'vacuous') return 'less-known';
  if (step > 0) return 'better';
  return answer.verdict.answer === 'violated' ? 'worse' : 'less-known';
}
