import type { SourceReference } from '#core/language/model.ts';
import type { TracedRequirement } from './trace-requirement.ts';
import type { SourceDocument } from '#core/dossier/source-document.ts';

/** A requirement's citation of a document. */
export interface RequirementCitation {
  readonly requirement: string;
  readonly reference: SourceReference;
}

/** A document, and the requirements that cite it. `document` null: it is cited and not among the sources. */
export interface TracedDocument {
  readonly title: string;
  readonly document: SourceDocument | null;
  readonly citations: readonly RequirementCitation[];
}

/** The sources, then what is cited beside them, with the requirements that cite each. */
export function traceDocuments(
  requirements: readonly TracedRequirement[],
  sources: readonly SourceDocument[],
): readonly TracedDocument[] {
  const citations = requirements.flatMap(({ requirement, sources: cited }) =>
    cited.map((reference): RequirementCitation => ({ requirement: requirement.name, reference })),
  );
  const citing = (title: string): readonly RequirementCitation[] =>
    citations.filter(({ reference }) => reference.document === title);
  const known = new Set(sources.map(({ title }) => title));
  return [
    ...sources.map((document) => ({
      title: document.title,
      document,
      citations: citing(document.title),
    })),
    ...[...new Set(citations.map(({ reference }) => reference.document))]
      .filter((title) => !known.has(title))
      .map((title) => ({ title, document: null, citations: citing(title) })),
  ];
}
