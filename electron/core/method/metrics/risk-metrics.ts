import { tally, type Tally } from '#core/tally.ts';
import { acceptances, type Acceptance } from '#core/dossier/risk-policy.ts';
import { riskLevels, type RiskLevel } from '#core/dossier/risk-level.ts';
import type { RatedRisk, Risk } from '#core/method/risk/risk.ts';
import { treatmentStatuses, type Treatment, type TreatmentStatus } from '#core/dossier/treatment.ts';

/** Risks by level and by whether the criteria accept them. What is not judged is in neither. */
export interface RatedCounts {
  readonly levels: Tally<RiskLevel>;
  readonly acceptances: Tally<Acceptance>;
}

/** The assessment of risk in numbers. */
export interface RiskMetrics {
  /** Rows of the register: threats that were accepted as relevant. Those with likelihood and impact. */
  readonly risks: number;
  readonly judged: number;
  readonly before: RatedCounts;
  readonly after: RatedCounts;
  readonly treatments: Tally<TreatmentStatus>;
}

/** Measures a risk register. */
export function riskMetrics(register: readonly Risk[], treatments: readonly Treatment[]): RiskMetrics {
  return {
    risks: register.length,
    judged: register.filter(({ before }) => before !== null).length,
    before: ratedCounts(register.map(({ before }) => before)),
    after: ratedCounts(register.map(({ after }) => after)),
    treatments: tally(
      treatmentStatuses,
      treatments.map(({ status }) => status),
    ),
  };
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
