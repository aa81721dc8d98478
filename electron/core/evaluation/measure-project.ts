import type { AnalysisRecord } from '#core/analysis/record.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { proposeEvaluation, type CriterionProposal } from '#core/evaluation/proposal.ts';
import type { Model } from '#core/language/model.ts';
import type { ActiveAnalysis } from '#core/metrics/active-metrics.ts';
import { measure, type ProtocolMetrics } from '#core/metrics/protocol-metrics.ts';
import { riskMetrics } from '#core/metrics/risk-metrics.ts';
import { threatMetrics } from '#core/metrics/threat-metrics.ts';
import { riskRegister } from '#core/risk/register.ts';
import { threatCatalogue } from '#core/threats/catalogue.ts';

/** What is measured of a project, and how far the criteria are met as far as that shows it. */
export interface MeasuredProject {
  readonly metrics: ProtocolMetrics;
  readonly proposals: readonly CriterionProposal[];
}

/** What the analyst states of threats and risks. */
export type StatedRisks = Pick<Dossier, 'threats' | 'riskPolicy' | 'assessments' | 'treatments'>;

/**
 * Measures a project: the model, its analysis, its threats and risks. `record` is that of the model's honest run;
 * `analysis` is what is known of an active adversary, or null.
 */
export function measureProject(
  model: Model,
  record: AnalysisRecord,
  analysis: ActiveAnalysis | null,
  { threats, riskPolicy, assessments, treatments }: StatedRisks,
): MeasuredProject {
  const catalogue = threatCatalogue(model, record, analysis, threats);
  const risks = riskRegister(riskPolicy, catalogue, assessments, treatments);
  const metrics = measure(model, record, analysis, {
    threats: threatMetrics(catalogue),
    risks: riskMetrics(risks, treatments),
  });
  return { metrics, proposals: proposeEvaluation(model, metrics, { policy: riskPolicy, risks }) };
}
