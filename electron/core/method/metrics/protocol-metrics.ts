import type { Analysis } from '#core/analysis/record/record.ts';
import { ModelTerms } from '#core/structure/model-terms.ts';
import type { Model } from '#core/language/model.ts';
import {
  activeMetrics,
  countAnswersTo,
  attackModelMetrics,
  type ActiveMetrics,
  type AttackModelMetrics,
} from './active-metrics.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { complexity, type Complexity } from './complexity.ts';
import { keyHierarchy, type KeyHierarchy } from '#core/structure/key-hierarchy.ts';
import type { TableOne } from '#core/structure/model-metrics.ts';
import type { RiskMetrics } from './risk-metrics.ts';
import type { ThreatMetrics } from './threat-metrics.ts';
import { requirementMetrics, type Requirements } from './requirement-metrics.ts';

/** The version of the shape of {@link ProtocolMetrics}, for whoever reads it elsewhere. */
export const metricsSchema = 4;

/**
 * Everything that is measured of a protocol, its requirements and its analysis. It holds names of the model and is
 * as confidential as the model.
 */
export interface ProtocolMetrics {
  readonly schema: typeof metricsSchema;
  readonly protocol: string;
  /** The engine that executed the honest run. */
  readonly engineVersion: string;
  readonly tableOne: TableOne;
  readonly keyHierarchy: KeyHierarchy;
  readonly complexity: Complexity;
  readonly requirements: Requirements;
  readonly attackModels: readonly AttackModelMetrics[];
  /** Null while nothing is known of an active adversary. */
  readonly active: ActiveMetrics | null;
  /** Null where no catalogue was generated. */
  readonly threats: ThreatMetrics | null;
  /** Null where there is no project that risks could be assessed in. */
  readonly risks: RiskMetrics | null;
}

/**
 * Measures a model. `record` is that of its honest run; `analysis` is what is known of an active adversary, or null.
 * What was measured of its threats and risks, if anything, becomes part of it.
 */
export function measure(
  model: Model,
  record: Analysis,
  analysis: ActiveAnalysis | null,
  { threats = null, risks = null }: Partial<Pick<ProtocolMetrics, 'threats' | 'risks'>> = {},
): ProtocolMetrics {
  return {
    schema: metricsSchema,
    protocol: model.name,
    engineVersion: record.engineVersion,
    tableOne: record.metrics.tableOne,
    keyHierarchy: keyHierarchy(model, new ModelTerms(model)),
    complexity: complexity(model, record),
    requirements: requirementMetrics(model, record, (requirement) =>
      analysis === null ? null : countAnswersTo(requirement, analysis),
    ),
    attackModels: attackModelMetrics(model, analysis),
    active: analysis === null ? null : activeMetrics(analysis),
    threats,
    risks,
  };
}
