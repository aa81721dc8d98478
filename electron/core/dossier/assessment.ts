import { editionOf, type RiskPolicy } from './risk-policy.ts';
import type { RiskLevel } from './risk-level.ts';

/** One category with the reason for it. */
export interface Judgement {
  readonly level: RiskLevel;
  readonly reason: string;
  /** The edition of the criteria under which this was judged (see `editionOf`); 0: before there were any. */
  readonly edition: number;
}

/** How likely a threat is and how much harm it does, before and after treatment. Null: not judged yet. */
export interface Assessment {
  /** The threat's identifier in the catalogue. */
  readonly id: string;
  readonly likelihood: Judgement | null;
  readonly impact: Judgement | null;
  /** Null where treatment does not change it. */
  readonly residualLikelihood: Judgement | null;
  readonly residualImpact: Judgement | null;
}

/** The aspects of a threat that the analyst judges. */
export const judgedAspects = ['likelihood', 'impact', 'residualLikelihood', 'residualImpact'] as const;
export type JudgedAspect = (typeof judgedAspects)[number];

/** The assessment of a threat of which nothing is judged. */
export function unjudged(id: string): Assessment {
  return { id, likelihood: null, impact: null, residualLikelihood: null, residualImpact: null };
}

/** Everything that is judged of a threat. */
export function judgementsOf(assessment: Assessment): readonly Judgement[] {
  return judgedAspects.flatMap((aspect) => assessment[aspect] ?? []);
}

/** The assessment with one aspect judged under the criteria as they are; null takes the judgement back. */
export function judge(
  policy: RiskPolicy,
  assessment: Assessment,
  aspect: JudgedAspect,
  judgement: Omit<Judgement, 'edition'> | null,
): Assessment {
  const judged = judgement === null ? null : { ...judgement, edition: editionOf(policy) };
  return { ...assessment, [aspect]: judged };
}

/** The assessment as it is, judged anew under the criteria as they are. */
export function judgeAgain(policy: RiskPolicy, assessment: Assessment): Assessment {
  return judgedAspects.reduce(
    (again, aspect) => judge(policy, again, aspect, assessment[aspect]),
    assessment,
  );
}
