import { keyManagement } from '#core/evaluation/key-management.ts';
import { modelDefined, phasesModelled, primitivesModelled } from '#core/evaluation/model-criteria.ts';
import type { Findings } from '#core/evaluation/findings.ts';
import { requirementsExpressed } from '#core/evaluation/requirement-criterion.ts';
import { risksAssessed, type ProjectRisks } from '#core/evaluation/risk-criterion.ts';
import { threatsIdentified } from '#core/evaluation/threat-criterion.ts';
import type { Model } from '#core/language/model.ts';
import type { ProtocolMetrics } from '#core/metrics/protocol-metrics.ts';

/** The criteria of the paper's section 4.4, in its order. */
export const criteria = [
  'model-defined',
  'requirements-expressed',
  'primitives-modelled',
  'phases-modelled',
  'key-management-modelled',
  'threats-identified',
  'risks-assessed',
] as const;
export type Criterion = (typeof criteria)[number];

export const criterionStatuses = ['done', 'partly', 'open'] as const;
export type CriterionStatus = (typeof criterionStatuses)[number];

/** What is proposed for one criterion: `open` without any finding for it, `partly` with one against it. */
export interface CriterionProposal extends Findings {
  readonly criterion: Criterion;
  readonly status: CriterionStatus;
}

/**
 * Proposes how far each criterion is met, as far as the model, its analyses, what was decided about threats and the
 * register of risks show it. Whether the model has everything that the sources describe no computation can tell: that is
 * for the analyst to confirm.
 *
 * @param risks null where only a model's text is known, and no project.
 */
export function proposeEvaluation(
  model: Model,
  metrics: ProtocolMetrics,
  risks: ProjectRisks | null = null,
): readonly CriterionProposal[] {
  return criteria.map((criterion) => {
    const findings = findingsOf(criterion, model, metrics, risks);
    return { criterion, status: statusOf(findings), ...findings };
  });
}

function statusOf({ met, missing }: Findings): CriterionStatus {
  if (met.length === 0) return 'open';
  return missing.length === 0 ? 'done' : 'partly';
}

function findingsOf(
  criterion: Criterion,
  model: Model,
  metrics: ProtocolMetrics,
  risks: ProjectRisks | null,
): Findings {
  switch (criterion) {
    case 'model-defined':
      return modelDefined(model);
    case 'requirements-expressed':
      return requirementsExpressed(model, metrics);
    case 'primitives-modelled':
      return primitivesModelled(model, metrics);
    case 'phases-modelled':
      return phasesModelled(metrics);
    case 'key-management-modelled':
      return keyManagement(model);
    case 'threats-identified':
      return threatsIdentified(model, metrics);
    case 'risks-assessed':
      return risksAssessed(risks);
  }
}
