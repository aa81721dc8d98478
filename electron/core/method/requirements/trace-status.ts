import type { AnswerKind } from '#core/analysis/record/verdict.ts';
import type { AnalysisCurrency } from '#core/analysis/record/active-analysis.ts';

/**
 * The status of something that is required, the worst first.
 *
 * - `violated`: an attack was replayed, or the honest run gives an element to somebody who may not have it, a listener
 *   included.
 * - `differs`: the honest run differs from the ticks otherwise: integrity that nothing assures, or not against replay,
 *   or a permission that nobody uses.
 * - `inconsistent`: no attack was found, and a listener obtains it all the same: a fault of the program.
 * - `vacuous`: the completed honest run lacks what is asked about: a defect of the model.
 * - `undecided`: a question about an active adversary came to no answer.
 * - `open`: nothing was asked, or not everything yet; a requirement that nothing refines is open.
 * - `outdated`: the answers are about an earlier text, or of another version of the engine, whatever they said.
 * - `unfitting`: everything that refines the requirement holds, but nothing of it asks for what the requirement's kind
 *   demands. - `unsourced`: it holds, but no source says that it is required.
 * - `holds-within`: no attack within some number of runs, and nothing proved beyond.
 * - `holds`: proved for any number of runs, and the honest run agrees.
 * - `out-of-scope`: availability, which no analysis here is about (the paper, Table 2).
 */
export const traceStatuses = [
  'violated',
  'differs',
  'inconsistent',
  'vacuous',
  'undecided',
  'open',
  'outdated',
  'holds-within',
  'unfitting',
  'unsourced',
  'holds',
  'out-of-scope',
] as const;
export type TraceStatus = (typeof traceStatuses)[number];

/** The worst of some statuses; `open` where there is none. */
export function worstStatus(statuses: readonly TraceStatus[]): TraceStatus {
  return traceStatuses.find((status) => statuses.includes(status)) ?? 'open';
}

/**
 * The status of a statement under one adversary, by the answers to its questions. An analysis that goes on may ask more, so
 * that only a violation counts before it has ended; `currency` null: there is no analysis.
 */
export function answeredStatus(
  answers: readonly AnswerKind[],
  currency: AnalysisCurrency | null,
): TraceStatus {
  if (answers.length === 0 || currency === null) return 'open';
  if (currency === 'outdated') return 'outdated';
  const worst = worstStatus(answers);
  return currency === 'under-way' && worst !== 'violated' ? 'open' : worst;
}
