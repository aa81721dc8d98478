import type { Analysis } from '#core/analysis/record/record.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { proposeEvaluation, type CriterionProposal } from './proposal.ts';
import type { Model } from '#core/language/model.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { measure, type ProtocolMetrics } from '#core/method/metrics/protocol-metrics.ts';
import { riskMetrics } from '#core/method/metrics/risk-metrics.ts';
import { threatMetrics } from '#core/method/metrics/threat-metrics.ts';
import type { Risk } from '#core/method/risk/risk.ts';
import type { Threat } from '#core/method/threats/threat.ts';

/** The metrics of a project, and how far they show that the criteria are met. */
export interface MeasuredProject {
  readonly metrics: ProtocolMetrics;
  readonly proposals: readonly CriterionProposal[];
}

/** The parts of a project that are measured. */
export interface MeasurableProject {
  readonly model: Model;
  /** Of the model's honest run. */
  readonly record: Analysis;
  /** The active analysis, or null. */
  readonly analysis: ActiveAnalysis | null;
  /** The catalogue of threats, and the register of those that were accepted. */
  readonly threats: readonly Threat[];
  readonly risks: readonly Risk[];
  readonly dossier: Pick<Dossier, 'riskPolicy' | 'treatments'>;
}

/**
 * Measures a project: the model, its analysis, its threats and risks. Whoever shows the criteria of a project has them
 * from here, so that the analyst's word on one is about the same proposal everywhere.
 */
export function measureProject(project: MeasurableProject): MeasuredProject {
  const { model, record, analysis, threats, risks, dossier } = project;
  const metrics = measure(model, record, analysis, {
    threats: threatMetrics(threats),
    risks: riskMetrics(risks, dossier.treatments),
  });
  return { metrics, proposals: proposeEvaluation(model, metrics, { policy: dossier.riskPolicy, risks }) };
}
