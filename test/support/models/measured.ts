import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import { analysisCost } from '#core/analysis/record/verdict.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { usualLimits } from '#core/analysis/record/active-limits.ts';
import { proposeEvaluation, type CriterionProposal } from '#core/method/evaluation/proposal.ts';
import type { Model } from '#core/language/model.ts';
import type { ActiveAnalysis, AnalysisCurrency } from '#core/analysis/record/active-analysis.ts';
import { measure, type ProtocolMetrics } from '#core/method/metrics/protocol-metrics.ts';

/** A text that was measured. */
export interface Measured {
  readonly model: Model;
  readonly metrics: ProtocolMetrics;
  readonly evaluation: readonly CriterionProposal[];
}

/** Measures a text that must be analysable, with what is known of an active adversary. */
export function measured(text: string, analysis: ActiveAnalysis | null = null): Measured {
  const { model, run } = executableOf(text);
  const metrics = measure(model, analyseModel(model, run, '0'.repeat(64)), analysis);
  return { model, metrics, evaluation: proposeEvaluation(model, metrics) };
}

/** Analyses the active adversary of a text without looking at the clock; the time that it took is made up. */
export function analysisOf(text: string, currency: AnalysisCurrency = 'current'): ActiveAnalysis {
  const { model, run } = executableOf(text);
  let clauses = 0;
  const verdicts = verifyModel(model, run, {
    clauses: usualLimits.clauses,
    cancelled: () => false,
    progress: () => undefined,
    count: () => {
      clauses += 1;
    },
  });
  return { engineVersion, bounds: usualLimits, cost: analysisCost(clauses, 1234), currency, model, verdicts };
}

function executableOf(text: string): NonNullable<ReturnType<typeof checkText>['executable']> {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) throw new Error(`refused: ${JSON.stringify(diagnostics)}`);
  return executable;
}
