import type { SourceReference } from '#core/language/model.ts';
import type { CitingKind, CitingPlace } from './citing-place.ts';
import type { SourceDocument } from '#core/dossier/source-document.ts';

/** One citation, and what cites. */
export interface Citation {
  readonly place: CitingPlace;
  readonly reference: SourceReference;
}

/** Why a citation leads nowhere: no document has that title, or the document has no file to look into. */
export type CitationProblem = 'unknown-document' | 'no-file';

/** A citation that leads nowhere. */
export interface BrokenCitation extends Citation {
  readonly problem: CitationProblem;
}

/**
 * The kinds of thing that are taken from documents, so that they ought to cite them. Phases, ticks, claims and attack
 * models are the analyst's own way of putting things; they may cite.
 */
const takenFromDocuments: ReadonlySet<CitingKind> = new Set(['entity', 'element', 'message', 'requirement']);

/** Every citation of these places, in their order. */
export function citationsOf(places: readonly CitingPlace[]): readonly Citation[] {
  return places.flatMap((place) => place.citations.map((reference) => ({ place, reference })));
}

/** The things that ought to cite a document and cite none. */
export function missingCitations(places: readonly CitingPlace[]): readonly CitingPlace[] {
  return places.filter(({ kind, citations }) => takenFromDocuments.has(kind) && citations.length === 0);
}

/** The citations of a document. */
export function citationsTo(title: string, citations: readonly Citation[]): readonly Citation[] {
  return citations.filter(({ reference }) => reference.document === title);
}

/** The citations that lead nowhere. */
export function brokenCitations(
  citations: readonly Citation[],
  sources: readonly SourceDocument[],
): readonly BrokenCitation[] {
  const byTitle = new Map(sources.map((source) => [source.title, source]));
  return citations.flatMap((citation): readonly BrokenCitation[] => {
    const source = byTitle.get(citation.reference.document);
    if (source === undefined) return [{ ...citation, problem: 'unknown-document' }];
    return source.file === null ? [{ ...citation, problem: 'no-file' }] : [];
  });
}
