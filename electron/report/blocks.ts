import type { Content } from 'pdfmake';
import { paperPalette, sceneToSvg } from '#core/diagrams/svg.ts';
import type { Block, ColumnWidth, ReportTone, TableCell } from '#core/report/document.ts';

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
  table: tableContent,
  drawing: ({ scene }) => ({ svg: sceneToSvg(scene, paperPalette), width: scene.width }),
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
      textStyle: { fontSize: 10 },
    },
  }),
  'page-break': () => ({ text: '', pageBreak: 'after', fontSize: 1 }),
};

/** Translates one block of a report into pdfmake's content. `listed` tells whether the contents list its headings. */
export function blockContent(block: Block, listed: boolean): Content {
  switch (block.kind) {
    case 'title':
      return writers.title(block);
    case 'heading':
      return headingContent(block, listed);
    case 'paragraph':
      return writers.paragraph(block);
    case 'list':
      return writers.list(block);
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

function headingContent({ level, text }: BlockOf<'heading'>, listed: boolean): Content {
  return level === 1
    ? {
        text,
        fontSize: 14,
        bold: true,
        margin: [0, 14, 0, 5],
        headlineLevel: 1,
        ...(listed ? { tocItem: true } : {}),
      }
    : { text, fontSize: 10.5, bold: true, margin: [0, 10, 0, 3], headlineLevel: 2 };
}

function tableContent({ columns, header, rows, size }: BlockOf<'table'>): Content {
  return {
    margin: [0, 2, 0, 10],
    fontSize: size,
    lineHeight: 1.15,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map(width),
      body: [
        header.map((each) => tableCell(each, '#eef2f6')),
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

function tableCell({ text, tone, font, bold, align }: TableCell, background: string | null): Content {
  return {
    text,
    bold,
    alignment: align,
    color: textColors[tone],
    fillColor: fills[tone] ?? background,
    ...(font === 'mono' ? { font: 'JetBrains Mono' } : {}),
  };
}
