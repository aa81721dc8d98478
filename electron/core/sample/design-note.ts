import type { Block, ReportDocument } from '#core/report/document/document.ts';

/** The bundled example's source document, as its text is kept. */
export interface DesignNote {
  readonly title: string;
  readonly subtitle: string;
  readonly marking: string;
  readonly sections: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[];
}

/** Lays the bundled example's source document out, so that it can be read and cited like a vendor's. */
export function designNoteDocument({ title, subtitle, marking, sections }: DesignNote): ReportDocument {
  return {
    language: 'en',
    title,
    marking: { text: marking, tone: 'warning' },
    pageNumber: '{page} / {pages}',
    blocks: [
      { kind: 'title', text: title, subtitle },
      ...sections.flatMap(({ heading, paragraphs }): readonly Block[] => [
        { kind: 'heading', level: 1, text: heading },
        ...paragraphs.map((text): Block => ({ kind: 'paragraph', text, tone: 'plain' })),
      ]),
    ],
  };
}
