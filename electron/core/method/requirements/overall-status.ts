import type { AnalysisRecord } from '#core/analysis/record/record.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { worstStatus, type TraceStatus } from './trace-status.ts';
import { traceStatements } from './trace-statement.ts';

/**
 * The possible statuses of a whole model: the worst of its ticks and claims, told apart where nobody asked.
 *
 * - `unstated`: no requirement, tick or claim. - `unrefined`: requirements in words alone, which nothing asks about.
 * - `not-asked`: nothing was compared, and nobody asked about an active adversary. - `compared`: the honest run and a
 *   listener agree with the ticks, and nobody asked about an active adversary.
 * - Everything else is as for a single requirement (see `traceStatuses`): `holds` is said where every tick and claim
 *   was asked about, of this very text, and is proved.
 */
export const overallStatuses = [
  'unstated',
  'unrefined',
  'not-asked',
  'compared',
  'violated',
  'differs',
  'vacuous',
  'undecided',
  'open',
  'outdated',
  'holds-within',
  'holds',
] as const;
export type OverallStatus = (typeof overallStatuses)[number];

/** The status of a model: everything that is required of it, together. `record` is of the model. */
export function overallStatus(
  executed: ExecutedModel,
  record: Pick<AnalysisRecord, 'cells'>,
  analysis: ActiveAnalysis | null,
): OverallStatus {
  const statements = traceStatements(executed, record, analysis);
  if (statements.length === 0) return executed.model.requirements.length === 0 ? 'unstated' : 'unrefined';
  const worst = worstStatus(statements.map(({ status }) => status));
  if (worst === 'open' && analysis === null)
    return statements.some(({ honest }) => honest === 'agrees') ? 'compared' : 'not-asked';
  return overall[worst];
}

// Ticks and claims have a kind that can be asked about, and need no source.
const overall: Readonly<Record<TraceStatus, OverallStatus>> = {
  violated: 'violated',
  differs: 'differs',
  // A fault of the program decides nothing.
  inconsistent: 'undecided',
  vacuous: 'vacuous',
  undecided: 'undecided',
  open: 'open',
  outdated: 'outdated',
  'holds-within': 'holds-within',
  unfitting: 'open',
  unsourced: 'open',
  holds: 'holds',
  'out-of-scope': 'open',
};
