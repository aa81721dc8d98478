import type { AnalysisRecord } from '#core/analysis/record.ts';
import { interactionPages, type InteractionWords } from '#core/diagrams/interaction.ts';
import { channelTrusts, type ChannelTrust, type Model } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { drawingRoom, type Block, type ReportDocument } from '#core/report/document.ts';
import { discrepancies, requirementTable } from '#core/report/full-cells.ts';
import { messageList, metricsTable, modelTables, requirementList } from '#core/report/full-tables.ts';

/** What a full report is made from. */
export interface FullReportInput {
  readonly model: Model;
  readonly record: AnalysisRecord;
  /** The model's text, as the analyst wrote it. */
  readonly text: string;
  readonly projectName: string;
  readonly revision: number;
  /** A date as it shall be printed, for example 2026-01-31. */
  readonly generatedOn: string;
  readonly language: ReportDocument['language'];
}

/** The full report: everything of the project, for those who signed the confidentiality agreement. */
export function fullReport(input: FullReportInput, translate: Translate): ReportDocument {
  const { model, record, text } = input;
  return {
    language: input.language,
    title: translate('report.full.title'),
    marking: { text: translate('report.marking.secret'), tone: 'danger' },
    pageNumber: translate('report.page'),
    blocks: [
      ...opening(input, translate),
      ...metricsTable(record, translate),
      ...modelTables(model, translate),
      ...requirementList(model, translate),
      { kind: 'page-break' },
      { kind: 'heading', level: 1, text: translate('report.full.table') },
      ...requirementTable(model, record, translate),
      ...discrepancies(record, translate),
      { kind: 'page-break' },
      ...interaction(model, record, translate),
      { kind: 'page-break' },
      ...messageList(model, record, translate),
      { kind: 'page-break' },
      { kind: 'heading', level: 1, text: translate('report.full.text') },
      { kind: 'code', text },
    ],
  };
}

function opening(input: FullReportInput, translate: Translate): readonly Block[] {
  const { model, record } = input;
  const subtitle = translate('report.full.subtitle', {
    project: input.projectName,
    protocol: model.label,
    revision: String(input.revision),
    date: input.generatedOn,
  });
  return [
    { kind: 'title', text: translate('report.full.title'), subtitle },
    { kind: 'paragraph', text: translate('report.full.introduction'), tone: 'plain' },
    {
      kind: 'paragraph',
      text: translate('report.full.identity', { engine: record.engineVersion, hash: record.inputHash }),
      tone: 'muted',
    },
    { kind: 'contents', title: translate('report.contents') },
    { kind: 'page-break' },
  ];
}

function interaction(model: Model, record: AnalysisRecord, translate: Translate): readonly Block[] {
  const pieces = interactionPages(record, model.entities, model.phases, {
    width: drawingRoom.width,
    pageHeight: drawingRoom.height,
    contentLines: 3,
    words: interactionWords(translate),
  });
  return [
    { kind: 'heading', level: 1, text: translate('report.full.interaction') },
    { kind: 'paragraph', text: translate('report.full.interaction.text'), tone: 'plain' },
    ...pieces.flatMap((scene, index): readonly Block[] =>
      index === 0 ? [{ kind: 'drawing', scene }] : [{ kind: 'page-break' }, { kind: 'drawing', scene }],
    ),
  ];
}

/** The words of the interaction view in one language. */
export function interactionWords(translate: Translate): InteractionWords {
  const word = (trust: ChannelTrust): string => translate(`report.trust.${trust}`);
  const [open, authentic, confidential, secure] = channelTrusts;
  return {
    trust: {
      [open]: word(open),
      [authentic]: word(authentic),
      [confidential]: word(confidential),
      [secure]: word(secure),
    },
    overheard: translate('report.overheard'),
    publicChannel: translate('report.public-channel'),
  };
}
