import { summariseEffort } from '#core/method/effort/effort-summary.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block } from '#core/report/document/document.ts';
import { effortSheet, formatDuration } from '#core/views/tables/effort-sheets.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph, sheetTable, table } from '#core/report/document/tables.ts';

/** The time spent, by activity and entry by entry. */
export function effortChapter({ dossier }: ProjectState, translate: Translate): readonly Block[] {
  const { effort } = dossier;
  const sheet = effortSheet(summariseEffort(effort), translate);
  return [
    { kind: 'heading', level: 1, text: translate('report.full.effort') },
    ...(effort.length === 0
      ? [paragraph(translate('report.full.effort.none'))]
      : sheetTable(sheet, translate)),
    ...(effort.length === 0
      ? []
      : [
          table(
            ['report.column.day', 'effort.activity', 'effort.spent', 'report.column.note'],
            [{ points: 70 }, { points: 110 }, { points: 70 }, 'share'],
            effort
              .toSorted((left, right) => left.day.localeCompare(right.day))
              .map(({ day, activity, minutes, note }) => [
                cell(day),
                cell(translate(`effort.activity.${activity}`)),
                cell(formatDuration(minutes, translate), { align: 'right' }),
                cell(note),
              ]),
            translate,
            { caption: translate('report.full.effort.entries') },
          ),
        ]),
  ];
}
