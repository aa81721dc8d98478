import type { Analysis } from '#core/analysis/record/record.ts';
import type { TraceRecord } from '#core/analysis/record/trace-record.ts';
import type { Model } from '#core/language/model.ts';
import { createTranslate, type Locale } from '#core/messages/catalogue.ts';
import {
  drawingRoom,
  pagePlaceholders,
  type Block,
  type ReportDocument,
} from '#core/report/document/document.ts';
import { interactionPages } from '#core/views/diagrams/interaction/interaction.ts';
import type { InteractionRequest } from '#core/views/diagrams/interaction/request.ts';
import type { Scene } from '#core/views/diagrams/scene.ts';
import { tracePages } from '#core/views/diagrams/trace.ts';
import { interactionWords } from '#core/views/words/interaction-words.ts';
import { traceWords } from '#core/views/words/trace-words.ts';

/** What the heading leaves of a page for a piece of a drawing, in points. */
const pageHeight = drawingRoom.height - 60;

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

/** The interaction view in pieces that fit on the pages of such a document. */
export function interactionPieces(
  model: Model,
  record: Analysis,
  request: InteractionRequest,
  locale: Locale,
): readonly Scene[] {
  const words = interactionWords(createTranslate(locale));
  const options = { width: drawingRoom.width, pageHeight, contentLines: 6, words };
  return interactionPages(model, record, request, options);
}

/** An attack in pieces that fit on the pages of such a document. */
export function attackPieces(trace: TraceRecord, locale: Locale): readonly Scene[] {
  const words = traceWords(createTranslate(locale));
  return tracePages(trace, { width: drawingRoom.width, pageHeight, contentLines: 6, words });
}
