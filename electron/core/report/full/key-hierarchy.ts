import { protectionLayers } from '#core/views/diagrams/protection/protection.ts';
import { protectionWords } from '#core/views/words/protection-words.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { keyHierarchy } from '#core/structure/key-hierarchy.ts';
import { drawingRoom, type Block } from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph } from '#core/report/document/tables.ts';

/** The protection view: which key stands over which. */
export function hierarchyChapter({ model, run }: ProjectState, translate: Translate): readonly Block[] {
  const hierarchy = keyHierarchy(model, run.vocabulary);
  const options = { width: drawingRoom.width, words: protectionWords(translate) };
  return [
    { kind: 'heading', level: 1, text: translate('report.full.hierarchy') },
    paragraph(translate('report.full.hierarchy.text', { levels: hierarchy.levels })),
    hierarchy.keys.length === 0
      ? { kind: 'paragraph', text: translate('report.view.protection.nothing'), tone: 'muted' }
      : {
          kind: 'drawing',
          scene: protectionLayers({ hierarchy, elements: model.elements }, options),
        },
  ];
}
