import { systemContent } from '#core/views/diagrams/system/system-content.ts';
import { systemScene } from '#core/views/diagrams/system/system.ts';
import { systemWords } from '#core/views/words/system-words.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { type Block } from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph } from '#core/report/document/tables.ts';

/** The system view: who there is, what each keeps, and over what they talk. */
export function systemChapter(state: ProjectState, translate: Translate): readonly Block[] {
  const scene = systemScene(systemContent(state, null), state.positions ?? {}, systemWords(translate));
  return [
    { kind: 'heading', level: 1, text: translate('report.view.system') },
    paragraph(translate('report.view.system.text')),
    { kind: 'drawing', scene },
  ];
}
