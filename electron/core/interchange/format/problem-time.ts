import type { VerificationProblem } from '#core/analysis/pipeline/problems.ts';
import { isAskedAfterwards } from '#core/claims/statement.ts';

/** True of a problem about the time after the last phase, when long-term keys leak. */
export function isAfterwards({ questions }: Pick<VerificationProblem, 'questions'>): boolean {
  return questions.some(({ kind }) => isAskedAfterwards(kind));
}
