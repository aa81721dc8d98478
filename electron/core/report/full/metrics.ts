import { measureProject } from '#core/evaluation/measure-project.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { Block } from '#core/report/document.ts';
import { metricsSheets } from '#core/report/metrics-sheets.ts';
import type { ProjectState } from '#core/report/project-state.ts';
import { paragraph, sheetBlocks } from '#core/report/tables.ts';

/** Everything that is measured of the project, Table 1 first. */
export function metricsChapter(state: ProjectState, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 1, text: translate('report.full.metrics') },
    paragraph(translate('report.table-one.text')),
    ...metricsSheets(measureProject(state).metrics, translate).flatMap((sheet) =>
      sheetBlocks(sheet, 3, translate),
    ),
  ];
}
