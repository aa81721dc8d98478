import { drawingRoom, drawingScale, type Block, type Caption, type TableCell } from '#core/report/document/document.ts';

/** The greatest height that is kept together, in points: nearly a page. */
const mostKept = 640;

/** The greatest height that is kept with a caption, in points: less, as its heading stands above it on the same page. */
export const mostUnderCaption = 560;

/** A longer text in a narrow column can be higher than a page, which only a row that breaks survives. */
const longestUnbroken = 600;

/** What is kept of a row that breaks, in points: its first lines. */
const beginningOfRow = 60;

/** True if the rows of a table are not kept whole. */
export function breaksRows(rows: readonly (readonly TableCell[])[]): boolean {
  return rows.some((row) => row.some(({ text }) => text.length > longestUnbroken));
}

/**
 * The height that is kept on one page with a heading, below it, in points: everything up to the end of a drawing, to
 * the first row of a table, or a few lines of text. An estimate, rather too much than too little.
 */
export function heightKeptTogether(blocks: readonly Block[], heading: number): number {
  let height = 0;
  for (const block of blocks.slice(heading + 1)) {
    height += heightOf(block);
    if (block.kind !== 'heading' && block.kind !== 'paragraph') break;
  }
  return Math.min(mostKept, Math.ceil(height));
}

function heightOf(block: Block): number {
  switch (block.kind) {
    case 'heading':
      return block.level === 1 ? 42 : 30;
    case 'paragraph':
      return linesOf(block.text, drawingRoom.width, 9.5) * 12.5 + 7;
    case 'drawing':
      return block.scene.height * drawingScale(block.scene) + 4 + captionHeight(block.caption);
    case 'table':
      return tableHeadHeight(block) + captionHeight(block.caption);
    case 'title':
    case 'list':
    case 'sentences':
    case 'code':
    case 'contents':
      return 36;
    case 'page-break':
      return 0;
  }
}

function captionHeight(caption: Caption | undefined): number {
  return caption === undefined ? 0 : linesOf(caption.text, drawingRoom.width, 8) * 10.5 + 9;
}

/** The height of a table up to the end of its first row, in points, without its caption. */
export function tableHeadHeight(table: Extract<Block, { readonly kind: 'table' }>): number {
  const first = firstRowHeight(table);
  return 20 + (breaksRows(table.rows) ? Math.min(first, beginningOfRow) : first);
}

function firstRowHeight({ columns, rows, size }: Extract<Block, { readonly kind: 'table' }>): number {
  const fixed = columns.reduce((sum, column) => sum + (typeof column === 'string' ? 0 : column.points), 0);
  const open = columns.filter((column) => typeof column === 'string').length;
  const share = (drawingRoom.width - fixed) / Math.max(1, open) - 8;
  const [first = []] = rows;
  const lines = first.map(({ text }, index) => {
    const column = columns[index];
    const width = column === undefined || typeof column === 'string' ? share : column.points;
    return text.split('\n').reduce((sum, line) => sum + linesOf(line, width, size), 0);
  });
  return Math.max(1, ...lines) * size * 1.3 + 5;
}

// A letter is a little more than half as wide as it is high.
function linesOf(text: string, width: number, size: number): number {
  return Math.max(1, Math.ceil((text.length * size * 0.56) / Math.max(20, width)));
}
