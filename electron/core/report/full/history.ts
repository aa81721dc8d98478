import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block } from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph, table } from '#core/report/document/tables.ts';

/** On which days the model's text changed. */
export function historyChapter({ history }: ProjectState, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 1, text: translate('report.full.history') },
    paragraph(translate('report.full.history.text')),
    table(
      ['report.column.day', 'report.column.revisions', 'report.column.count'],
      [{ points: 80 }, { points: 120 }, { points: 60 }],
      history.map(({ day, first, last, count }) => [
        cell(day),
        cell(first === last ? String(first) : `${first}–${last}`),
        cell(String(count), { align: 'right' }),
      ]),
      translate,
    ),
  ];
}
