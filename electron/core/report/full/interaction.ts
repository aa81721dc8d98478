import { interactionPages } from '#core/views/diagrams/interaction/interaction.ts';
import { wholeInteraction } from '#core/views/diagrams/interaction/request.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { drawingRoom, type Block } from '#core/report/document/document.ts';
import { interactionWords } from '#core/views/words/interaction-words.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph } from '#core/report/document/tables.ts';

/** The interaction view, page by page. */
export function interactionChapter({ model, record }: ProjectState, translate: Translate): readonly Block[] {
  const pieces = interactionPages(model, record, wholeInteraction, {
    width: drawingRoom.width,
    pageHeight: drawingRoom.height,
    contentLines: 6,
    words: interactionWords(translate),
  });
  const title = translate('report.full.interaction');
  return [
    { kind: 'page-break' },
    { kind: 'heading', level: 1, text: title },
    paragraph(translate('report.full.interaction.text')),
    ...pieces.map((scene, index): Block => ({
      kind: 'drawing',
      scene,
      caption: {
        text:
          pieces.length === 1
            ? title
            : translate('report.part', { text: title, part: index + 1, parts: pieces.length }),
      },
    })),
  ];
}
