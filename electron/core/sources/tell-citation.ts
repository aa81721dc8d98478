import type { SourceReference } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** A citation in words: the document, and where in it; the quotation, where there is one, in quotation marks. */
export function tellCitation(citation: SourceReference, translate: Translate): string {
  const { quotation } = citation;
  const place = tellPlace(citation, translate);
  return quotation === null ? place : translate('sources.citation.quoted', { place, quotation });
}

function tellPlace({ document, section, page }: SourceReference, translate: Translate): string {
  const parts = [
    document,
    ...(section === null ? [] : [section]),
    ...(page === null ? [] : [translate('sources.citation.page', { page: String(page) })]),
  ];
  return parts.join(', ');
}
