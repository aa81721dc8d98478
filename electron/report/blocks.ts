import type { Content } from 'pdfmake';
import { paperPalette, sceneToSvg } from '#core/views/diagrams/svg.ts';
import {
  drawingScale,
  type Block,
  type Caption,
  type ColumnWidth,
  type ReportTone,
  type TableCell,
} from '#core/report/document/document.ts';
import { breaksRows, mostUnderCaption, tableHeadHeight } from '#report/kept-together-height.ts';

const textColors: Readonly<Record<ReportTone, string>> = {
  plain: paperPalette.ink,
  muted: paperPalette.muted,
  good: '#14592b',
  warning: '#7a4900',
  danger: '#8c1d18',
};

const fills: Readonly<Record<ReportTone, string | null>> = {
  plain: null,
  muted: null,
  good: '#e4f3e8',
  warning: '#fdf0d5',
  danger: '#fbe1df',
};

const rule = '#c9d1da';

type BlockOf<Kind extends Block['kind']> = Extract<Block, { readonly kind: Kind }>;
type Writers = { readonly [Kind in Exclude<Block['kind'], 'heading'>]: (block: BlockOf<Kind>) => Content };

const writers: Writers = {
  title: ({ text, subtitle }) => [
    { text, fontSize: 22, bold: true, margin: [0, 12, 0, 4] },
    ...(subtitle === null
      ? []
      : [{ text: subtitle, fontSize: 11, color: paperPalette.muted, margin: [0, 0, 0, 14] }]),
  ],
  paragraph: ({ text, tone }) => ({ text, color: textColors[tone], margin: [0, 0, 0, 7] }),
  list: ({ numbered, items }) => {
    const list = items.map((text) => ({ text, fontSize: 8.5, margin: [0, 0, 0, 2] }));
    return { [numbered ? 'ol' : 'ul']: list, margin: [0, 0, 0, 6] };
  },
  sentences: ({ items }) => ({
    stack: items.map((text) => ({ text, fontSize: 8.5, margin: [0, 0, 0, 2] })),
    margin: [0, 0, 0, 6],
  }),
  table: (block) =>
    block.caption === undefined
      ? tableContent(block)
      : [...captionAbove(block.caption, Math.min(mostUnderCaption, Math.ceil(tableHeadHeight(block)))), tableContent(block)],
  drawing: ({ scene, caption }) => [
    // The fonts of a drawing have to be among those of the text.
    { text: '', font: 'JetBrains Mono', fontSize: 1, lineHeight: 0 },
    { text: '', bold: true, fontSize: 1, lineHeight: 0 },
    {
      stack: [
        {
          svg: sceneToSvg(scene, paperPalette),
          width: scene.width * drawingScale(scene),
          margin: [0, 0, 0, caption === undefined ? 8 : 4],
        },
        ...(caption === undefined ? [] : [captionText(caption, [0, 0, 0, 10])]),
      ],
      unbreakable: true,
    },
  ],
  code: ({ text }) => ({
    text,
    font: 'JetBrains Mono',
    fontSize: 7,
    lineHeight: 1.2,
    preserveLeadingSpaces: true,
    preserveTrailingSpaces: true,
  }),
  contents: ({ title }) => ({
    toc: {
      title: { text: title, fontSize: 14, bold: true, margin: [0, 14, 0, 6] },
      textStyle: { fontSize: 9.5 },
      outlines: true,
    },
  }),
  'page-break': () => ({ text: '', pageBreak: 'after', fontSize: 1 }),
};

/** The context of a block in its document. */
export interface BlockContext {
  /** True where the list of contents has the headings. */
  readonly listed: boolean;
  /** The height that is kept together with a heading, below it, in points. */
  readonly keptBelow: number;
}

/** Translates one block of a report into pdfmake's content. */
export function blockContent(block: Block, context: BlockContext): Content {
  switch (block.kind) {
    case 'title':
      return writers.title(block);
    case 'heading':
      return headingContent(block, context);
    case 'paragraph':
      return writers.paragraph(block);
    case 'list':
      return writers.list(block);
    case 'sentences':
      return writers.sentences(block);
    case 'table':
      return writers.table(block);
    case 'drawing':
      return writers.drawing(block);
    case 'code':
      return writers.code(block);
    case 'contents':
      return writers.contents(block);
    case 'page-break':
      return writers['page-break'](block);
  }
}

const headings = {
  1: { fontSize: 14, margin: [0, 14, 0, 5] },
  2: { fontSize: 11, margin: [0, 10, 0, 3] },
  3: { fontSize: 9.5, margin: [0, 8, 0, 2] },
} as const;

/**
 * A heading that does not stand alone at the foot of a page: it is set as one piece with some height below it, which
 * the next block takes back. Setting the document anew for each heading that has to move would take minutes.
 */
function headingContent(
  { level, text, anchor }: BlockOf<'heading'>,
  { listed, keptBelow }: BlockContext,
): Content {
  const { fontSize, margin } = headings[level];
  const [left, top, right, bottom] = margin;
  const heading = {
    text,
    fontSize,
    bold: true,
    margin: [left, top, right, bottom + keptBelow],
    ...(listed && level < 3
      ? { tocItem: true, tocMargin: [(level - 1) * 14, level === 1 ? 4 : 0, 0, 0] }
      : {}),
    ...(anchor === undefined ? {} : { id: anchor }),
  };
  return [
    { stack: [heading], unbreakable: true },
    { text: '', fontSize: 1, lineHeight: 0, margin: [0, -keptBelow, 0, 0] },
  ];
}

function captionText({ text, anchor }: Caption, margin: readonly number[]): Content {
  return {
    text,
    fontSize: 8,
    bold: true,
    color: paperPalette.muted,
    margin,
    ...(anchor === undefined ? {} : { id: anchor }),
  };
}

// As with a heading: the first row goes with it, and is given back its place.
function captionAbove(caption: Caption, keptBelow: number): readonly Content[] {
  return [
    { stack: [captionText(caption, [0, 4, 0, 1 + keptBelow])], unbreakable: true },
    { text: '', fontSize: 1, lineHeight: 0, margin: [0, -keptBelow, 0, 0] },
  ];
}

function tableContent({ columns, header, rows, size }: BlockOf<'table'>): Content {
  const headed = header.length > 0;
  const whole = !breaksRows(rows);
  return {
    margin: [0, 2, 0, 10],
    fontSize: size,
    lineHeight: 1.15,
    table: {
      headerRows: headed ? 1 : 0,
      dontBreakRows: whole,
      // What is kept together is never broken, and cut off where it is higher than a page.
      keepWithHeaderRows: headed && whole ? 1 : 0,
      widths: columns.map(width),
      body: [
        ...(headed ? [header.map((each) => tableCell(each, '#eef2f6'))] : []),
        ...rows.map((row) => row.map((each) => tableCell(each, null))),
      ],
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0,
      hLineColor: () => rule,
      paddingLeft: () => 4,
      paddingRight: () => 4,
      paddingTop: () => 2.5,
      paddingBottom: () => 2,
    },
  };
}

function width(column: ColumnWidth): string | number {
  if (column === 'content') return 'auto';
  return column === 'share' ? '*' : column.points;
}

function tableCell({ text, tone, font, bold, align, page }: TableCell, background: string | null): Content {
  return {
    ...(page === null ? { text: breakable(text) } : { pageReference: page }),
    bold,
    alignment: align,
    color: textColors[tone],
    fillColor: fills[tone] ?? background,
    ...(font === 'mono' ? { font: 'JetBrains Mono' } : {}),
  };
}

// A word that is wider than its column would push the columns after it off the page.
const longWords = /(\S{40,})/u;

function breakable(text: string): Content {
  const pieces = text.split(longWords);
  if (pieces.length === 1) return text;
  return pieces.map((piece, index) => (index % 2 === 0 ? piece : { text: piece, wordBreak: 'break-all' }));
}
