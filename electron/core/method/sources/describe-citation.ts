import type { SourceReference } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** A citation in words: the document, and where in it; the quotation, where there is one, in quotation marks. */
export function describeCitation(citation: SourceReference, translate: Translate): string {
  const { quotation } = citation;
  const place = describePlace(citation, translate);
  return quotation === null ? place : translate('sources.citation.quoted', { place, quotation });
}

function describePlace(citation: SourceReference, translate: Translate): string {
  const inside = describePlaceInside(citation, translate);
  return inside === '' ? citation.document : `${citation.document}, ${inside}`;
}

/** Where in its document a citation is: section and page; empty for the whole document. */
export function describePlaceInside({ section, page }: SourceReference, translate: Translate): string {
  return [
    ...(section === null ? [] : [section]),
    ...(page === null ? [] : [translate('sources.citation.page', { page: String(page) })]),
  ].join(', ');
}
