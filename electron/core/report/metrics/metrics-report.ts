import { summariseEffort } from '#core/method/effort/effort-summary.ts';
import { measureProject } from '#core/method/evaluation/measure-project.ts';
import { createTranslate, type Locale, type Translate } from '#core/messages/catalogue.ts';
import { pagePlaceholders, type Block, type ReportDocument } from '#core/report/document/document.ts';
import { effortSheet } from '#core/views/tables/effort-sheets.ts';
import {
  criterionSheet,
  guidelineSheet,
  levelSheet,
  sourceSheet,
  treatmentSheet,
} from '#core/report/metrics/method-sheets.ts';
import { unnamed } from '#core/report/metrics/unnamed.ts';
import { metricsSheets } from '#core/views/tables/metrics-sheets.ts';
import { numberCaptions } from '#core/report/document/number-captions.ts';
import { numberHeadings } from '#core/report/document/number-headings.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import type { Sheet } from '#core/views/tables/sheet.ts';
import { paragraph, sheetBlocks } from '#core/report/document/tables.ts';

/**
 * The metrics report, for the members of the project (the paper, section 2): measures of the model, of its analysis
 * and of the work, and nothing that tells the model. It has no text and no name of the project; what is counted one by
 * one goes by numbers.
 */
export function metricsReport(state: ProjectState, locale: Locale): ReportDocument {
  const translate = createTranslate(locale);
  return {
    language: locale,
    title: translate('report.metrics.title'),
    marking: { text: translate('report.marking.project'), tone: 'warning' },
    pageNumber: translate('report.page', pagePlaceholders),
    blocks: [
      ...opening(state, translate),
      ...numberHeadings(numberCaptions(chapters(state, translate), translate).blocks),
    ],
  };
}

function opening({ revision, day, record, analysis }: ProjectState, translate: Translate): readonly Block[] {
  const currency = analysis?.currency ?? 'none';
  return [
    {
      kind: 'title',
      text: translate('report.metrics.title'),
      subtitle: translate('report.metrics.subtitle', { revision: String(revision), date: day }),
    },
    paragraph(translate('report.metrics.introduction')),
    {
      kind: 'paragraph',
      text: translate(`report.metrics.currency.${currency}`),
      tone: currency === 'current' ? 'plain' : 'danger',
    },
    {
      kind: 'paragraph',
      text: translate('report.metrics.identity', { engine: record.engineVersion }),
      tone: 'muted',
    },
    { kind: 'contents', title: translate('report.contents') },
  ];
}

function chapters(state: ProjectState, translate: Translate): readonly Block[] {
  const metrics = unnamed(measureProject(state).metrics, translate);
  const sheets = metricsSheets(metrics, translate);
  const chapter = (title: string, chosen: readonly Sheet[]): readonly Block[] => [
    { kind: 'heading', level: 1, text: title },
    ...chosen.flatMap((sheet) => sheetBlocks(sheet, 2, translate)),
  ];
  const named = (...names: readonly string[]): readonly Sheet[] =>
    names.flatMap((name) => sheets.filter((sheet) => sheet.name === name));
  return [
    ...chapter(translate('report.metrics.model'), [
      ...named('table-one', 'channels', 'phases', 'entities'),
      levelSheet(metrics.keyHierarchy, translate),
    ]),
    ...chapter(translate('report.metrics.requirements'), named('requirement-kinds', 'statements', 'cells')),
    ...chapter(translate('report.metrics.analysis'), [
      ...named('adversaries', 'attack-types', 'analysis'),
      guidelineSheet(state, translate),
    ]),
    ...chapter(translate('report.metrics.method'), [
      ...named('threats', 'risks'),
      treatmentSheet(state, translate),
      criterionSheet(state, translate),
      sourceSheet(state, translate),
      effortSheet(summariseEffort(state.dossier.effort), translate),
    ]),
  ];
}
