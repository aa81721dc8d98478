import type { Scene } from '#core/views/diagrams/scene.ts';

/** The roles of colour in a report. A tone never stands alone: the text beside it says the same. */
export type ReportTone = 'plain' | 'muted' | 'good' | 'warning' | 'danger';

/** One cell of a table. */
export interface TableCell {
  readonly text: string;
  readonly tone: ReportTone;
  readonly font: 'sans' | 'mono';
  readonly bold: boolean;
  readonly align: 'left' | 'center' | 'right';
  /** The anchor of a heading whose page number stands instead of a text, or null. */
  readonly page: string | null;
}

/**
 * The line under which a figure or a table is found. `numberCaptions` puts its number before the text and gives it the
 * anchor by which the lists of figures and tables lead to it.
 */
export interface Caption {
  readonly text: string;
  readonly anchor?: string;
}

/** The width of a column: what its content needs, or a share of what is left. */
export type ColumnWidth = 'content' | 'share' | { readonly points: number };

/** A block of a report. The list is closed: whoever renders it knows every block. */
export type Block =
  | { readonly kind: 'title'; readonly text: string; readonly subtitle: string | null }
  | {
      readonly kind: 'heading';
      readonly level: 1 | 2 | 3;
      readonly text: string;
      /** The name that references to its page have; unique in a document. */
      readonly anchor?: string;
    }
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone: ReportTone }
  | { readonly kind: 'list'; readonly numbered: boolean; readonly items: readonly string[] }
  /** Sentences one under the other that bring their own numbers. */
  | { readonly kind: 'sentences'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly ColumnWidth[];
      /** Repeated on every page; empty for a table without one. */
      readonly header: readonly TableCell[];
      readonly rows: readonly (readonly TableCell[])[];
      /** Points: smaller for tables with many columns. */
      readonly size: number;
      readonly caption?: Caption;
    }
  | { readonly kind: 'drawing'; readonly scene: Scene; readonly caption?: Caption }
  | { readonly kind: 'code'; readonly text: string }
  /** The headings of the first two levels with their pages. */
  | { readonly kind: 'contents'; readonly title: string }
  | { readonly kind: 'page-break' };

/** A report, ready to be rendered. The same document always gives the same bytes. */
export interface ReportDocument {
  readonly language: 'en' | 'nb';
  /** The title in the file's metadata. Author, dates and producer are fixed by the renderer. */
  readonly title: string;
  /** Stands at the head and the foot of every page. */
  readonly marking: { readonly text: string; readonly tone: 'danger' | 'warning' | 'good' };
  /** The text of the page's number; `{page}` and `{pages}` are put in. */
  readonly pageNumber: string;
  readonly blocks: readonly Block[];
}

/** Put into the text of the page's number by the reports, and replaced by the numbers when the pages are made. */
export const pagePlaceholders = { page: '{page}', pages: '{pages}' } as const;

/** The room for drawings on a page, in points. A larger drawing is made smaller. */
export const drawingRoom = { width: 515, height: 640 } as const;

/** The factor that makes a drawing fit on a page: 1 where it does as it is. */
export function drawingScale({ width, height }: Pick<Scene, 'width' | 'height'>): number {
  return Math.min(1, drawingRoom.width / width, drawingRoom.height / height);
}

/** A table cell, plain unless said otherwise. */
export function cell(text: string, look: Partial<Omit<TableCell, 'text'>> = {}): TableCell {
  return { text, tone: 'plain', font: 'sans', bold: false, align: 'left', page: null, ...look };
}
