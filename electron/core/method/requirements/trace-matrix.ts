import type { Analysis } from '#core/analysis/record/record.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { traceDocuments, type TracedDocument } from './trace-document.ts';
import { traceRequirement, type TracedRequirement } from './trace-requirement.ts';
import { traceStatements, type TracedStatement } from './trace-statement.ts';
import { findUntraced, type Untraced } from './untraced.ts';

/** From a document to a requirement to a statement of the model to its verdicts, and what is not traced. */
export interface TraceMatrix {
  /** The sources of the dossier, then what is cited beside them. */
  readonly documents: readonly TracedDocument[];
  readonly requirements: readonly TracedRequirement[];
  readonly statements: readonly TracedStatement[];
  readonly untraced: Untraced;
}

/**
 * Traces the requirements of a model. `record` is that of its honest run, `analysis` what is known of an active
 * adversary, about this model or an earlier one: its questions are matched by what they ask.
 *
 * How a statement and a requirement stand is told at `traceStatements` and `traceRequirement`.
 */
export function traceMatrix(
  executed: ExecutedModel,
  record: Pick<Analysis, 'cells'>,
  analysis: ActiveAnalysis | null,
  { sources }: Pick<Dossier, 'sources'>,
): TraceMatrix {
  const statements = traceStatements(executed, record, analysis);
  const { model } = executed;
  const requirements = model.requirements.map((requirement) =>
    traceRequirement(requirement, statements, model),
  );
  const documents = traceDocuments(requirements, sources);
  return { documents, requirements, statements, untraced: findUntraced(documents, requirements, statements) };
}

/** True if there is nothing that could lead anywhere. */
export function isEmpty({ documents, requirements, statements }: TraceMatrix): boolean {
  return documents.length === 0 && requirements.length === 0 && statements.length === 0;
}
