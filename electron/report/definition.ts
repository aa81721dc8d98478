import type { Content, DocumentDefinition } from 'pdfmake';
import { paperPalette } from '#core/views/diagrams/svg.ts';
import type { ReportDocument } from '#core/report/document/document.ts';
import { blockContent } from '#report/blocks.ts';
import { heightKeptTogether } from '#report/kept-together-height.ts';

const margins = { side: 40, top: 62, bottom: 56 } as const;
/** Every report carries the same date in its metadata, so that the same report gives the same file. */
const fixedInstant = new Date(0);

/** Translates a report into pdfmake's document definition. `onPageCount` gets the number of its pages. */
export function definitionOf(
  document: ReportDocument,
  onPageCount: (pages: number) => void,
): DocumentDefinition {
  // Without a list of contents nothing leads to a heading: no destination gets into the file.
  const listed = document.blocks.some(({ kind }) => kind === 'contents');
  return {
    version: '1.7',
    pageSize: 'A4',
    pageMargins: [margins.side, margins.top, margins.side, margins.bottom],
    compress: true,
    language: document.language,
    info: {
      title: document.title,
      producer: 'Segl',
      creator: 'Segl',
      creationDate: fixedInstant,
      modDate: fixedInstant,
    },
    defaultStyle: { font: 'Inter', fontSize: 9.5, lineHeight: 1.25, color: paperPalette.ink },
    header: () => marking(document, [margins.side, 24, margins.side, 0]),
    footer: (page: number, pages: number) => {
      onPageCount(pages);
      return footer(document, page, pages);
    },
    content: document.blocks.map((block, index) =>
      blockContent(block, { listed, keptBelow: heightKeptTogether(document.blocks, index) }),
    ),
  };
}

function marking({ marking: { text, tone } }: ReportDocument, margin: readonly number[]): Content {
  return {
    text,
    alignment: 'center',
    bold: true,
    fontSize: 10,
    color: paperPalette[tone],
    characterSpacing: 1,
    margin,
  };
}

function footer(document: ReportDocument, page: number, pages: number): Content {
  const number = document.pageNumber.replace('{page}', String(page)).replace('{pages}', String(pages));
  return [
    marking(document, [margins.side, 10, margins.side, 0]),
    { text: number, alignment: 'center', fontSize: 8, color: paperPalette.muted },
  ];
}
