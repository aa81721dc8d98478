import { createTranslate, type Locale } from '#core/messages/catalogue.ts';
import { pagePlaceholders, type Block, type ReportDocument } from '#core/report/document/document.ts';
import type { Scene } from '#core/views/diagrams/scene.ts';

/** A drawing as a document of its own, a page for each of its pieces, marked as the full report is. */
export function drawingDocument(pieces: readonly Scene[], title: string, locale: Locale): ReportDocument {
  const translate = createTranslate(locale);
  return {
    language: locale,
    title,
    marking: { text: translate('report.marking.secret'), tone: 'danger' },
    pageNumber: translate('report.page', pagePlaceholders),
    blocks: [
      { kind: 'heading', level: 1, text: title },
      ...pieces.flatMap((scene, index): readonly Block[] =>
        index === 0 ? [{ kind: 'drawing', scene }] : [{ kind: 'page-break' }, { kind: 'drawing', scene }],
      ),
    ],
  };
}
