import type { AnalysisRecord } from '#core/analysis/record.ts';
import type { Model, SourceReference } from '#core/language/model.ts';
import type { MessageKey, Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type ColumnWidth, type TableCell } from '#core/report/document.ts';
import { tellCitation } from '#core/sources/tell-citation.ts';
import { publicMeasures } from '#core/report/public/public-record.ts';

/** Table 1, with the levels of the key hierarchy. */
export function metricsTable({ metrics }: AnalysisRecord, translate: Translate): readonly Block[] {
  const row = (label: string, value: number): TableCell[] => [
    cell(label),
    cell(String(value), { align: 'right' }),
  ];
  return [
    { kind: 'heading', level: 1, text: translate('report.table-one.title') },
    { kind: 'paragraph', text: translate('report.table-one.text'), tone: 'plain' },
    {
      kind: 'table',
      columns: [{ points: 240 }, { points: 60 }],
      header: [
        cell(translate('report.table-one.characteristic'), { bold: true }),
        cell(translate('report.number'), { bold: true, align: 'right' }),
      ],
      rows: [
        ...publicMeasures.map((measure) =>
          row(translate(`report.measure.${measure}`), metrics.tableOne[measure]),
        ),
        row(translate('report.measure.keyHierarchyLevels'), metrics.keyHierarchyLevels),
      ],
      size: 9,
    },
  ];
}

/** The entities and the cryptographic elements of the model. */
export function modelTables(model: Model, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 1, text: translate('report.full.entities') },
    table(
      ['report.column.name', 'report.column.label', 'report.column.source'],
      ['content', 'share', 'content'],
      model.entities.map(({ name, label, sources }) => [
        mono(name),
        cell(label),
        cell(sourceText(sources, translate)),
      ]),
      translate,
    ),
    { kind: 'heading', level: 1, text: translate('report.full.elements') },
    table(
      [
        'report.column.name',
        'report.column.label',
        'report.column.kind',
        'report.column.holders',
        'report.column.lifetime',
        'report.column.source',
      ],
      ['content', 'share', 'content', { points: 95 }, 'content', 'content'],
      model.elements.map((element) => [
        mono(element.name),
        cell(element.label),
        cell(translate(`report.kind.${element.kind}`)),
        cell([...element.holders, ...element.knownTo].join(', ')),
        cell(isKey(element.kind) ? translate(`report.lifetime.${element.lifetime}`) : ''),
        cell(sourceText(element.sources, translate)),
      ]),
      translate,
    ),
  ];
}

function isKey(kind: Model['elements'][number]['kind']): boolean {
  return kind === 'symmetric-key' || kind === 'key-pair';
}

/** The high-level requirements, and which rows of the requirement table refine each. */
export function requirementList(model: Model, translate: Translate): readonly Block[] {
  const refinedBy = (name: string): string =>
    [...new Set(model.ticks.filter((tick) => tick.refines.includes(name)).map((tick) => tick.element))].join(
      ', ',
    );
  return [
    { kind: 'heading', level: 1, text: translate('report.full.requirements') },
    table(
      ['report.column.name', 'report.requirement-kind', 'report.column.text', 'report.column.refined'],
      ['content', { points: 90 }, 'share', { points: 120 }],
      model.requirements.map(({ name, kind, text }) => [
        mono(name),
        cell(translate(`report.requirement-kind.${kind}`)),
        cell(text),
        mono(refinedBy(name)),
      ]),
      translate,
    ),
  ];
}

/** Every message of the run, its content whole. */
export function messageList(model: Model, record: AnalysisRecord, translate: Translate): readonly Block[] {
  const phases = new Map(model.phases.map((phase) => [phase.name, phase.label]));
  return [
    { kind: 'heading', level: 1, text: translate('report.full.messages') },
    table(
      [
        'report.column.ordinal',
        'report.column.message',
        'report.column.phase',
        'report.column.route',
        'report.column.channel',
        'report.column.content',
      ],
      [{ points: 24 }, { points: 95 }, { points: 62 }, { points: 72 }, { points: 58 }, 'share'],
      record.messages.map((message, index) => [
        cell(String(index + 1), { align: 'right' }),
        cell(message.label === message.name ? message.name : `${message.label} (${message.name})`),
        cell(phases.get(message.phase) ?? message.phase),
        cell(`${message.sender} → ${message.receiver}`),
        cell(channelText(message, translate), { tone: message.overheard ? 'warning' : 'plain' }),
        mono(message.content),
      ]),
      translate,
    ),
  ];
}

function channelText(message: AnalysisRecord['messages'][number], translate: Translate): string {
  const trust = translate(`report.trust.${message.trust}`);
  return message.overheard ? `▲ ${trust}; ${translate('report.overheard')}` : trust;
}

function sourceText(sources: readonly SourceReference[], translate: Translate): string {
  return sources.map((each) => tellCitation(each, translate)).join('; ');
}

function mono(text: string): TableCell {
  return cell(text, { font: 'mono' });
}

function table(
  titles: readonly MessageKey[],
  columns: readonly ColumnWidth[],
  rows: readonly (readonly TableCell[])[],
  translate: Translate,
): Block {
  if (rows.length === 0) return { kind: 'paragraph', text: translate('report.none'), tone: 'muted' };
  return {
    kind: 'table',
    columns,
    header: titles.map((title) => cell(translate(title), { bold: true })),
    rows,
    size: 7.5,
  };
}
