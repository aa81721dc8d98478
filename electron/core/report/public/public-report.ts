import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type ReportDocument } from '#core/report/document.ts';
import {
  publicMeasures,
  publicRequirementKinds,
  type PublicRecord,
} from '#core/report/public/public-record.ts';

/**
 * The public report, a draft until the owners of the information approve it. Everything it says of a project
 * comes from the public record, so equal records give equal documents.
 */
export function publicReport(
  record: PublicRecord,
  language: ReportDocument['language'],
  translate: Translate,
): ReportDocument {
  return {
    language,
    title: translate('report.public.title'),
    marking: { text: translate('report.marking.draft'), tone: 'warning' },
    pageNumber: translate('report.page'),
    blocks: [
      {
        kind: 'title',
        text: translate('report.public.title'),
        subtitle: translate('report.public.subtitle'),
      },
      paragraph(translate('report.public.introduction')),
      paragraph(translate('report.public.draft')),
      ...tableOne(record, translate),
      ...requirements(record, translate),
      { kind: 'heading', level: 1, text: translate('report.public.left-out.title') },
      paragraph(translate('report.public.left-out.text')),
    ],
  };
}

function tableOne(record: PublicRecord, translate: Translate): readonly Block[] {
  const rows = publicMeasures.map((measure) => [
    cell(translate(`report.measure.${measure}`)),
    cell(String(record.tableOne[measure]), { align: 'right' }),
  ]);
  const levels = translate('report.measure.keyHierarchyLevels');
  return [
    { kind: 'heading', level: 1, text: translate('report.table-one.title') },
    paragraph(translate('report.table-one.text')),
    {
      kind: 'table',
      columns: [{ points: 260 }, { points: 70 }],
      header: numberHeader(translate('report.table-one.characteristic'), translate),
      rows,
      size: 10,
    },
    { kind: 'heading', level: 1, text: translate('report.public.hierarchy.title') },
    paragraph(translate('report.public.hierarchy.text')),
    {
      kind: 'table',
      columns: [{ points: 260 }, { points: 70 }],
      header: numberHeader(translate('report.table-one.characteristic'), translate),
      rows: [[cell(levels), cell(String(record.keyHierarchyLevels), { align: 'right' })]],
      size: 10,
    },
  ];
}

function requirements(record: PublicRecord, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 1, text: translate('report.public.requirements.title') },
    paragraph(translate('report.public.requirements.text')),
    {
      kind: 'table',
      columns: [{ points: 260 }, { points: 70 }],
      header: numberHeader(translate('report.requirement-kind'), translate),
      rows: publicRequirementKinds.map((kind) => [
        cell(translate(`report.requirement-kind.${kind}`)),
        cell(String(record.requirements[kind]), { align: 'right' }),
      ]),
      size: 10,
    },
  ];
}

function numberHeader(first: string, translate: Translate): ReturnType<typeof cell>[] {
  return [cell(first, { bold: true }), cell(translate('report.number'), { bold: true, align: 'right' })];
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text, tone: 'plain' };
}
