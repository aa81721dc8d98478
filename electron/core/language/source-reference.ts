import type { SourceReference } from '#core/language/model.ts';
import type { SourceClause } from '#core/language/syntax.ts';

/** The source reference that a clause gives, or null where there is no clause. */
export function sourceReference(clause: SourceClause | null): SourceReference | null {
  if (clause === null) return null;
  const { document, section } = clause;
  return { document: document.text, section: section?.text ?? null, page: null, quotation: null };
}
