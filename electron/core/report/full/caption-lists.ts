import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type TableCell } from '#core/report/document/document.ts';
import type { ListedCaption, Numbered } from '#core/report/document/number-captions.ts';

/** The lists of figures and tables with their pages, each under a title that the contents do not have, two abreast. */
export function captionLists({ figures, tables }: Numbered, translate: Translate): readonly Block[] {
  return [...list(translate('report.figures'), figures), ...list(translate('report.tables'), tables)];
}

function list(title: string, captions: readonly ListedCaption[]): readonly Block[] {
  if (captions.length === 0) return [];
  const half = Math.ceil(captions.length / 2);
  const [left, right] = [captions.slice(0, half), captions.slice(half)];
  return [
    { kind: 'heading', level: 3, text: title },
    {
      kind: 'table',
      columns: ['share', { points: 26 }, 'share', { points: 26 }],
      header: [],
      rows: left.map((caption, place) => [...entry(caption), ...entry(right[place])]),
      size: 7.5,
    },
  ];
}

function entry(caption: ListedCaption | undefined): readonly TableCell[] {
  if (caption === undefined) return [cell(''), cell('')];
  return [cell(caption.text), cell('', { page: caption.anchor, align: 'right' })];
}
