import {
  answerKinds,
  type AnswerKind,
  type ActiveBounds,
  type ActiveRecord,
  type Verdict,
} from './verdict.ts';
import type { Model } from '#core/language/model.ts';
import { tally, type Tally } from '#core/tally.ts';

/** Questions by answer. */
export type AnswerCounts = Tally<AnswerKind>;

/**
 * The validity of an active analysis: it is about the model that is measured, about an earlier text of it, or still
 * under way.
 */
export const analysisCurrencies = ['current', 'outdated', 'under-way'] as const;

export type AnalysisCurrency = (typeof analysisCurrencies)[number];

/** The verdicts of an active analysis, and the model that it is about. `bounds` null: not told yet. */
export interface ActiveAnalysis extends Pick<ActiveRecord, 'engineVersion' | 'cost' | 'verdicts'> {
  readonly bounds: ActiveBounds | null;
  readonly currency: AnalysisCurrency;
  readonly model: Model;
}

/** How many questions there are in a count. */
export function totalAnswers(counts: AnswerCounts): number {
  return answerKinds.reduce((sum, answer) => sum + counts[answer], 0);
}

export function countAnswers(verdicts: readonly Verdict[]): AnswerCounts {
  return tally(
    answerKinds,
    verdicts.map(({ answer }) => answer),
  );
}
