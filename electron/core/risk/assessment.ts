import type { RiskLevel } from '#core/risk/risk-level.ts';

/** One category with the reason for it. */
export interface Judgement {
  readonly level: RiskLevel;
  readonly reason: string;
}

/** How likely a threat is and how much harm it does, before and after treatment. Null: not judged yet. */
export interface Assessment {
  /** The threat's identifier in the catalogue. */
  readonly id: string;
  readonly likelihood: Judgement | null;
  readonly impact: Judgement | null;
  readonly residualLikelihood: Judgement | null;
  readonly residualImpact: Judgement | null;
}
