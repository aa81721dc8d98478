import type { FailureCode } from '#contract/failures.ts';
import { analyse } from '#core/analysis/pipeline/analyse.ts';
import type { AnalysisRecord } from '#core/analysis/record/record.ts';
import { failure, type Result } from '#core/result.ts';
import { textHash } from '#engine/text-hash.ts';

/** The reason why there is no record. None of these says anything about the model's security. */
export interface AnalysisFailure {
  readonly code: Extract<FailureCode, 'model-refused' | 'analysis-cancelled' | 'analysis-failed'>;
}

/** Analyses the honest run of a model's text: the engine in its thread, or this thread itself. */
export interface Analyser {
  /** `model-refused` where the text has errors. Never throws. */
  analyse(text: string): Promise<Result<AnalysisRecord, AnalysisFailure>>;
}

/** Analyses at once and in this thread: for programs that have nothing else to do. */
export const inThisThread: Analyser = { analyse: (text) => Promise.resolve(analyseHere(text)) };

/** Analyses a text at once; `model-refused` where it has errors. */
export function analyseHere(text: string): Result<AnalysisRecord, AnalysisFailure> {
  const analysed = analyse({ text, inputHash: textHash(text) });
  return analysed.ok ? analysed : failure({ code: 'model-refused' });
}
