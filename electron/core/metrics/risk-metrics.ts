import { tally, type Tally } from '#core/metrics/tally.ts';
import { acceptances, type Acceptance, type RiskPolicy } from '#core/risk/policy.ts';
import { riskLevels, type RiskLevel } from '#core/risk/risk-level.ts';
import { riskGaps, type RatedRisk, type Risk, type RiskGap } from '#core/risk/risk.ts';
import { treatmentStatuses, type Treatment, type TreatmentStatus } from '#core/risk/treatment.ts';

/** Risks by level and by whether the criteria accept them. What is not judged is in neither. */
export interface RatedCounts {
  readonly levels: Tally<RiskLevel>;
  readonly acceptances: Tally<Acceptance>;
}

/** The assessment of risk in numbers. */
export interface RiskMetrics {
  /** Whether the criteria of acceptance are set. */
  readonly criteriaSet: boolean;
  /** Rows of the register: threats that were accepted as relevant. Those with likelihood and impact. */
  readonly risks: number;
  readonly judged: number;
  readonly before: RatedCounts;
  readonly after: RatedCounts;
  readonly treatments: Tally<TreatmentStatus>;
  /** Rows whose risk is unacceptable and untreated, or unacceptable in spite of treatment. */
  readonly unacceptable: number;
  /** Rows that lack something, by what they lack; a row can lack several things. */
  readonly gaps: Tally<RiskGap>;
  /** Rows that are judged and not unacceptable, and lack something all the same. */
  readonly incomplete: number;
}

/** Measures a risk register. */
export function riskMetrics(
  policy: Pick<RiskPolicy, 'setOn'>,
  register: readonly Risk[],
  treatments: readonly Treatment[],
): RiskMetrics {
  return {
    criteriaSet: policy.setOn !== null,
    risks: register.length,
    judged: register.filter(({ before }) => before !== null).length,
    before: ratedCounts(register.map(({ before }) => before)),
    after: ratedCounts(register.map(({ after }) => after)),
    treatments: tally(
      treatmentStatuses,
      treatments.map(({ status }) => status),
    ),
    unacceptable: register.filter(({ missing }) => isUnacceptable(missing)).length,
    gaps: tally(
      riskGaps,
      register.flatMap(({ missing }) => missing),
    ),
    incomplete: register.filter(
      ({ before, missing }) => before !== null && missing.length > 0 && !isUnacceptable(missing),
    ).length,
  };
}

function isUnacceptable(missing: readonly RiskGap[]): boolean {
  return missing.includes('unacceptable-untreated') || missing.includes('unacceptable-after');
}

function ratedCounts(rated: readonly (RatedRisk | null)[]): RatedCounts {
  return {
    levels: tally(
      riskLevels,
      rated.flatMap((each) => (each?.level == null ? [] : [each.level])),
    ),
    acceptances: tally(
      acceptances,
      rated.flatMap((each) => (each?.acceptance == null ? [] : [each.acceptance])),
    ),
  };
}
