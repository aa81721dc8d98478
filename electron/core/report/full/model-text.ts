import type { Translate } from '#core/messages/catalogue.ts';
import type { Block } from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph } from '#core/report/document/tables.ts';

/** The model's text as the analyst wrote it, with the numbers of its lines. */
export function modelText({ text }: ProjectState, translate: Translate): readonly Block[] {
  const lines = text.trimEnd().split('\n');
  const width = String(lines.length).length;
  return [
    { kind: 'page-break' },
    { kind: 'heading', level: 1, text: translate('report.full.text') },
    paragraph(translate('report.full.text.lines')),
    {
      kind: 'code',
      text: lines.map((line, index) => `${String(index + 1).padStart(width)}  ${line}`).join('\n'),
    },
  ];
}
