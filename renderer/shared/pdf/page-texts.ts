import type { PDFDocumentProxy } from 'pdfjs-dist';
import { success, type Result } from '#core/result.ts';
import { patience, startReader, type PdfProblem } from '#renderer/shared/pdf/pdf-reader.ts';
import { timedOut, withTimeout } from '#renderer/shared/pdf/with-timeout.ts';

/** As many pages of one document are read, and as many characters of one page: more is made to keep somebody busy. */
const most = { pages: 3_000, characters: 200_000 } as const;

/**
 * The text of each page of a PDF, in a thread of its own; a page that cannot be read, or takes too long, has none. Null once it was
 * stopped.
 */
export async function pageTexts(
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<Result<readonly string[] | null, PdfProblem>> {
  const reader = await startReader(bytes);
  if (!reader.ok) return reader;
  const { document } = reader.value;
  const texts: string[] = [];
  try {
    for (let number = 1; number <= Math.min(most.pages, document.numPages); number += 1) {
      const text = await withTimeout(textOf(document, number), patience, signal);
      if (signal.aborted) return success(null);
      texts.push(text === timedOut || text === null ? '' : text);
      // Its thread is busy with that page and answers nothing any more.
      if (text === timedOut) break;
    }
  } finally {
    reader.value.end();
  }
  return success(texts);
}

async function textOf(document: PDFDocumentProxy, number: number): Promise<string | null> {
  try {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    const text = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('');
    return text.replaceAll(/\s+/gu, ' ').trim().slice(0, most.characters);
  } catch {
    return null;
  }
}
