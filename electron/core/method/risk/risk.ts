import type { Assessment } from '#core/dossier/assessment.ts';
import type { Acceptance } from '#core/dossier/risk-policy.ts';
import type { RiskLevel } from '#core/dossier/risk-level.ts';
import type { Treatment } from '#core/dossier/treatment.ts';
import type { ThreatEntry } from '#core/dossier/threat-entry.ts';

/** A threat of the catalogue, as far as the register needs it. */
export interface RegisteredThreat {
  readonly id: string;
  readonly entry: ThreatEntry | null;
}

/** A likelihood and an impact with what the policy makes of them. */
export interface RatedRisk {
  readonly likelihood: RiskLevel;
  readonly impact: RiskLevel;
  /** Null where the policy's matrix does not have exactly one field for the two. */
  readonly level: RiskLevel | null;
  /** The mark of a note that the field bears. */
  readonly note: string | null;
  /** Null while criteria are not set, or where the policy has not exactly one for the level. */
  readonly acceptance: Acceptance | null;
}

/**
 * The gaps that a row of the register can have.
 *
 * - `not-judged`: likelihood or impact is not judged.
 * - `no-reason`: a likelihood or impact is judged without a reason; `no-residual-reason`: one after treatment.
 * - `no-field`, `no-criterion`: the policy does not say what the risk is, or whether it is accepted.
 * - `criteria-not-set`: it was judged, and there are no criteria; the method sets them first.
 * - `judged-before-criteria`: it was judged before criteria were set, and not again since.
 * - `criteria-changed`: criteria were changed after it was judged.
 * - `unacceptable-untreated`: the risk is unacceptable, and no treatment is decided.
 * - `unacceptable-after`: the risk is unacceptable in spite of treatment.
 * - `residual-untreated`: a residual risk is stated that no decided or implemented treatment brings about.
 * - `residual-not-judged`: a treatment is decided, and what it leaves is not judged.
 * - `treatment-unowned`: nobody answers for a treatment.
 */
export const riskGaps = [
  'not-judged',
  'no-reason',
  'no-residual-reason',
  'no-field',
  'no-criterion',
  'criteria-not-set',
  'judged-before-criteria',
  'criteria-changed',
  'unacceptable-untreated',
  'unacceptable-after',
  'residual-untreated',
  'residual-not-judged',
  'treatment-unowned',
] as const;
export type RiskGap = (typeof riskGaps)[number];

/** A row of the risk register: an accepted threat with its risk before and after treatment. */
export interface Risk<Threat extends RegisteredThreat = RegisteredThreat> {
  readonly threat: Threat;
  /** Its place in the register, from 1: what stands for it in the matrix. */
  readonly number: number;
  readonly assessment: Assessment;
  /** Null until both likelihood and impact are judged. */
  readonly before: RatedRisk | null;
  /** The same as before as long as no treatment is decided; null where that is. */
  readonly after: RatedRisk | null;
  /** Every treatment against the threat, dropped ones too. */
  readonly treatments: readonly Treatment[];
  readonly missing: readonly RiskGap[];
}
