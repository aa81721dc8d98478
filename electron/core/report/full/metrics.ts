import type { Translate } from '#core/messages/catalogue.ts';
import { measure } from '#core/metrics/protocol-metrics.ts';
import type { Block } from '#core/report/document.ts';
import { metricsSheets } from '#core/report/metrics-sheets.ts';
import type { ProjectState } from '#core/report/project-state.ts';
import { paragraph, sheetBlocks } from '#core/report/tables.ts';

/** Everything that is measured of the protocol and its analysis, Table 1 first. */
export function metricsChapter(
  { model, record, analysis }: ProjectState,
  translate: Translate,
): readonly Block[] {
  return [
    { kind: 'heading', level: 1, text: translate('report.full.metrics') },
    paragraph(translate('report.table-one.text')),
    ...metricsSheets(measure(model, record, analysis), translate).flatMap((sheet) =>
      sheetBlocks(sheet, 3, translate),
    ),
  ];
}
