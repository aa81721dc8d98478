import pdfmake from 'pdfmake';
import type { ReportDocument } from '#core/report/document/document.ts';
import { definitionOf } from '#report/definition.ts';
import { readFonts } from '#report/fonts.ts';

/** The files that the renderer needs besides the document. */
export interface RenderOptions {
  /** The folder with Segl's fonts (`resources/fonts` in the source tree). */
  readonly fontFolder: string;
}

/** A PDF, and how many pages it has. */
export interface RenderedPdf {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
}

/**
 * Renders a report as PDF. The same document gives the same bytes: dates, identifiers and producer are fixed.
 * Reads the fonts and nothing else; reaches no network. Throws when a font cannot be read. It keeps its thread busy
 * for seconds: applications make reports with `produceReport`, in a thread of their own.
 */
export async function renderPdf(
  document: ReportDocument,
  { fontFolder }: RenderOptions,
): Promise<RenderedPdf> {
  const { regular, bold, mono } = await readFonts(fontFolder);
  for (const { name, bytes } of [regular, bold, mono]) pdfmake.virtualfs.writeFileSync(name, bytes);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  pdfmake.setFonts({
    Inter: { normal: regular.name, bold: bold.name, italics: regular.name, bolditalics: bold.name },
    'JetBrains Mono': { normal: mono.name, bold: mono.name, italics: mono.name, bolditalics: mono.name },
  });
  let pages = 0;
  const definition = definitionOf(document, (count) => (pages = count));
  const bytes = await pdfmake.createPdf(definition).getBuffer();
  return { bytes: new Uint8Array(bytes), pages };
}
