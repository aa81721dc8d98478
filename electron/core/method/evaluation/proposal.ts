import { keyManagementCriterion } from './key-management.ts';
import { modelDefinedCriterion, phasesCriterion, primitivesCriterion } from './model-criteria.ts';
import type { Findings } from './findings.ts';
import { requirementCriterion } from './requirement-criterion.ts';
import { riskCriterion, type ProjectRisks } from './risk-criterion.ts';
import { threatCriterion } from './threat-criterion.ts';
import type { Model } from '#core/language/model.ts';
import type { ProtocolMetrics } from '#core/method/metrics/protocol-metrics.ts';
import { criteria, type Criterion, type CriterionStatus } from '#core/dossier/criterion.ts';

/** The proposed status of one criterion: `open` without any finding for it, `partly` with one against it. */
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
      return modelDefinedCriterion(model);
    case 'requirements-expressed':
      return requirementCriterion(model, metrics);
    case 'primitives-modelled':
      return primitivesCriterion(model, metrics);
    case 'phases-modelled':
      return phasesCriterion(metrics);
    case 'key-management-modelled':
      return keyManagementCriterion(model);
    case 'threats-identified':
      return threatCriterion(model, metrics);
    case 'risks-assessed':
      return riskCriterion(risks, metrics);
  }
}
