import { unjudged, type Assessment } from '#core/dossier/assessment.ts';
import { gapsOf } from './gaps.ts';
import type { RiskPolicy } from '#core/dossier/risk-policy.ts';
import type { RiskLevel } from '#core/dossier/risk-level.ts';
import { acceptanceOf, riskOf } from './risk-of.ts';
import type { RatedRisk, RegisteredThreat, Risk } from './risk.ts';
import { counts, type Treatment } from '#core/dossier/treatment.ts';

/**
 * The risk register: a row for each accepted threat of the catalogue, in the catalogue's order (the paper, section
 * 2.2: likelihood and impact for each threat, criteria that say which risks are acceptable, and treatments that are
 * cryptographic measures or manual procedures).
 *
 * The risk after treatment is what the analyst judged of it, an aspect that she left open being as before, and only
 * where a treatment is decided or implemented: a risk is not lower because somebody thinks of a measure. Whatever is
 * missing is said in the row and changes nothing in it.
 */
export function riskRegister<Threat extends RegisteredThreat>(
  policy: RiskPolicy,
  threats: readonly Threat[],
  assessments: readonly Assessment[],
  treatments: readonly Treatment[],
): readonly Risk<Threat>[] {
  const assessed = new Map(assessments.map((assessment) => [assessment.id, assessment]));
  return threats
    .filter(({ entry }) => entry?.decision === 'accepted')
    .map((threat, place) => {
      const assessment = assessed.get(threat.id) ?? unjudged(threat.id);
      const against = treatments.filter((treatment) => treatment.threats.includes(threat.id));
      const before = ratedBefore(policy, assessment);
      const after = against.some(counts) ? ratedAfter(policy, assessment) : before;
      const row = { threat, number: place + 1, assessment, before, after, treatments: against };
      return { ...row, missing: gapsOf(policy, row) };
    });
}

/** A likelihood and an impact with what the policy makes of them. */
function rate(policy: RiskPolicy, likelihood: RiskLevel, impact: RiskLevel): RatedRisk {
  const field = riskOf(policy, likelihood, impact);
  return {
    likelihood,
    impact,
    level: field?.risk ?? null,
    note: field?.note ?? null,
    acceptance: field === null ? null : acceptanceOf(policy, field.risk),
  };
}

function ratedBefore(policy: RiskPolicy, { likelihood, impact }: Assessment): RatedRisk | null {
  return likelihood === null || impact === null ? null : rate(policy, likelihood.level, impact.level);
}

function ratedAfter(policy: RiskPolicy, assessment: Assessment): RatedRisk | null {
  const { likelihood, impact, residualLikelihood, residualImpact } = assessment;
  if (likelihood === null || impact === null) return null;
  return rate(policy, (residualLikelihood ?? likelihood).level, (residualImpact ?? impact).level);
}
