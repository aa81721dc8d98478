import { measureProject } from '#core/method/evaluation/measure-project.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { Block } from '#core/report/document/document.ts';
import { metricsSheets } from '#core/views/tables/metrics-sheets.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph, sheetTable } from '#core/report/document/tables.ts';

/** Everything that is measured of the project, Table 1 first. */
export function metricsChapter(state: ProjectState, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 1, text: translate('report.full.metrics') },
    paragraph(translate('report.table-one.text')),
    ...metricsSheets(measureProject(state).metrics, translate).flatMap((sheet) =>
      sheetTable(
        sheet,
        translate,
        sheet.name === 'table-one' ? translate('report.full.table-one') : sheet.title,
      ),
    ),
  ];
}
