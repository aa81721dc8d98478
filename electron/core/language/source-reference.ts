import type { SourceReference } from '#core/language/model.ts';
import type { SourceClause } from '#core/language/syntax.ts';

/** The citations that the clauses of a statement give. */
export function sourceReferences(clauses: readonly SourceClause[]): readonly SourceReference[] {
  return clauses.map(({ document, section, page, quotation }) => ({
    document: document.text,
    section: section?.text ?? null,
    page,
    quotation: quotation?.text ?? null,
  }));
}
