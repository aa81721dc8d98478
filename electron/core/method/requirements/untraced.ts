import type { TracedDocument } from './trace-document.ts';
import type { TracedRequirement } from './trace-requirement.ts';
import type { TracedStatement } from './trace-statement.ts';

/**
 * The gaps in the trace, in either direction. Availability is outside every analysis, so that it need not be refined.
 */
export interface Untraced {
  /** Sources that no requirement cites, by title. */
  readonly uncitedDocuments: readonly string[];
  /** Documents that requirements cite and that are not among the sources, by title. */
  readonly unknownDocuments: readonly string[];
  /** Requirements without a source, by name. */
  readonly withoutSource: readonly string[];
  /** Requirements that nothing refines, by name. */
  readonly unrefined: readonly string[];
  /** Requirements that something refines, but nothing that asks for what their kind demands, by name. */
  readonly unfitting: readonly string[];
  /** Ticks and claims that refine no requirement, by key. */
  readonly withoutRequirement: readonly string[];
  /** Ticks and claims of which nothing was asked, or whose answers are not there yet, by key. */
  readonly withoutVerdict: readonly string[];
  /** Ticks and claims whose answers are about an earlier text, by key. */
  readonly outdated: readonly string[];
}

/** Finds what leads nowhere among what was traced. */
export function findUntraced(
  documents: readonly TracedDocument[],
  requirements: readonly TracedRequirement[],
  statements: readonly TracedStatement[],
): Untraced {
  const inScope = requirements.filter(({ requirement }) => requirement.kind !== 'availability');
  const nameOf = ({ requirement }: TracedRequirement): string => requirement.name;
  const keyOf = ({ key }: TracedStatement): string => key;
  return {
    uncitedDocuments: documents.filter(({ citations }) => citations.length === 0).map(({ title }) => title),
    unknownDocuments: documents.filter(({ document }) => document === null).map(({ title }) => title),
    withoutSource: inScope.filter(({ sources }) => sources.length === 0).map(nameOf),
    unrefined: inScope.filter((each) => each.statements.length === 0).map(nameOf),
    unfitting: inScope.filter((each) => each.statements.length > 0 && !each.fitting).map(nameOf),
    withoutRequirement: statements.filter(({ refines }) => refines.length === 0).map(keyOf),
    withoutVerdict: statements.filter(({ plain }) => plain.status === 'open').map(keyOf),
    outdated: statements.filter(({ plain }) => plain.status === 'outdated').map(keyOf),
  };
}

/** The kinds of gap in the trace, from the documents to the verdicts. */
export const untracedKinds = [
  'uncitedDocuments',
  'unknownDocuments',
  'withoutSource',
  'unrefined',
  'unfitting',
  'withoutRequirement',
  'withoutVerdict',
  'outdated',
] as const satisfies readonly (keyof Untraced)[];
export type UntracedKind = (typeof untracedKinds)[number];

/** How many things lead nowhere. */
export function untracedCount(untraced: Untraced): number {
  return untracedKinds.reduce((sum, kind) => sum + untraced[kind].length, 0);
}
