import type { AnalysisRecord } from '#core/analysis/record.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { summariseEffort, type EffortSummary } from '#core/effort/effort-summary.ts';
import { evaluate, type CriterionEvaluation } from '#core/evaluation/evaluation.ts';
import { proposeEvaluation } from '#core/evaluation/proposal.ts';
import type { Model } from '#core/language/model.ts';
import type { ActiveAnalysis } from '#core/metrics/active-metrics.ts';
import { measure, type ProtocolMetrics } from '#core/metrics/protocol-metrics.ts';
import { riskMetrics } from '#core/metrics/risk-metrics.ts';
import { threatMetrics } from '#core/metrics/threat-metrics.ts';
import { riskRegister } from '#core/risk/register.ts';
import { threatCatalogue } from '#core/threats/catalogue.ts';

/** Everything that is measured of a project, and how far the criteria of evaluation are met. */
export interface ProjectEvaluation {
  readonly metrics: ProtocolMetrics;
  readonly evaluations: readonly CriterionEvaluation[];
  readonly effort: EffortSummary;
}

/**
 * Measures and evaluates a project. `record` is that of the model's honest run; `analysis` is what is known of an active
 * adversary, or null.
 */
export function evaluateProject(
  model: Model,
  record: AnalysisRecord,
  analysis: ActiveAnalysis | null,
  dossier: Dossier,
): ProjectEvaluation {
  const { riskPolicy, assessments, treatments } = dossier;
  const catalogue = threatCatalogue(model, record, analysis, dossier.threats);
  const register = riskRegister(riskPolicy, catalogue, assessments, treatments);
  const metrics = measure(model, record, analysis, {
    threats: threatMetrics(catalogue),
    risks: riskMetrics(riskPolicy, register, treatments),
  });
  return {
    metrics,
    evaluations: evaluate(proposeEvaluation(model, metrics), dossier.confirmations),
    effort: summariseEffort(dossier.effort),
  };
}
