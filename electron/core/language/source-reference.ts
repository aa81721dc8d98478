import type { SourceReference } from '#core/language/model.ts';
import type { SourceClause } from '#core/language/syntax.ts';

/** The source reference that a clause gives, or null where there is no clause. */
export function sourceReference(clause: SourceClause | null): SourceReference | null {
  return clause === null ? null : { document: clause.document.text, section: clause.section?.text ?? null };
}
